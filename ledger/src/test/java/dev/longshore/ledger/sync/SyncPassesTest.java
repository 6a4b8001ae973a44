package dev.longshore.ledger.sync;

import static dev.longshore.ledger.sync.SyncState.FAILED;
import static dev.longshore.ledger.sync.SyncState.GONE;
import static dev.longshore.ledger.sync.SyncState.MOVED;
import static dev.longshore.ledger.sync.SyncState.MOVING;
import static dev.longshore.ledger.sync.SyncState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncPassesTest {

    private static SyncLedger sync;
    private static SyncPasses passes;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
        passes = sync.passes();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @Test
    void aPassIsAJobOfWhatWaits() {
        SyncFlow flow = sync.aFlowOf("a", "d/b");

        NewPass pass = sync.aPassOf(flow);

        assertThat(pass).isEqualTo(new NewPass(flow.jobId() + ":1", 1, 2));
        Job job = sync.server().jobOf(pass.jobId());
        assertThat(job.room()).isEqualTo("sync");
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.epoch()).isOne();
        assertThat(job.files().total()).isEqualTo(2);
        assertThat(job.bytes().total()).isEqualTo(20);
        assertThat(job.request()).isEqualTo(sync.server().jobOf(flow.jobId()).request());
        assertThat(job.submittedBy()).isEqualTo("somebody");
        assertThat(sync.taken(pass))
                .extracting(TakenFile::source)
                .containsExactly(flow.folder() + "/a", flow.folder() + "/d/b");
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVING);
        assertThat(passes.unfinishedOf(flow)).containsExactly(pass.jobId());
        assertThat(passes.underWay(flow)).isOne();
    }

    @Test
    void aPassOfAFlowThatDownloadsReadsFromTheBucket() {
        SyncFlow flow = sync.flows()
                .announce(List.of(new NewFlow("host", "downwards", Direction.DOWN, "/data/in", "s3://storage/in/")))
                .get(0);
        sync.flows().start(flow, "{}", "somebody");
        sync.begun(flow.jobId());
        sync.seen(flow, "first", "d/b");

        TakenFile file = sync.taken(sync.aPassOf(flow)).get(0);

        assertThat(file.source()).isEqualTo("s3://storage/in/d/b");
        assertThat(file.target()).isEqualTo("/data/in/d/b");
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"PAUSE", "CANCEL"})
    void nothingIsWrittenOnceTheFlowIsNotWantedToRun(Desired wish) {
        SyncFlow flow = sync.aFlowOf("a");
        sync.ledger().jobs().command(flow.jobId(), wish, false);

        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();
        assertThat(sync.statesOf(flow, "a")).containsExactly(WAITING);
    }

    @Test
    void whatIsNotTheFlowsAnyMoreIsForgottenHoweverMuchItIs() {
        SyncFlow flow = sync.aFlowOf("no/a", "no/b", "no/c", "yes/d", "no/e");
        PassLimits two = new PassLimits(2, 1000, 4);

        NewPass pass =
                passes.next(flow, 1, two, path -> path.startsWith("yes/")).orElseThrow();

        assertThat(sync.taken(pass)).extracting(TakenFile::source).containsExactly(flow.folder() + "/yes/d");
        assertThat(sync.statesOf(flow, "no/a")).isEmpty();
        assertThat(passes.next(flow, 1, two, path -> path.startsWith("yes/"))).isEmpty();
        assertThat(sync.statesOf(flow, "no/e")).isEmpty();
        assertThat(sync.statesOf(flow, "yes/d")).containsExactly(MOVING);
    }

    @Test
    void whatIsLeftOfAnEndedPassIsForgottenTooUnlessItHasAReceipt() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.moves().verified(pass.jobId(), SyncLedger.receipts(taken.subList(0, 1)));
        sync.close(pass, JobState.CANCELLED);

        NewPass next = passes.next(flow, 1, SyncLedger.LIMITS, path -> false).orElseThrow();

        assertThat(next.files()).isOne();
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVING);
        assertThat(sync.statesOf(flow, "b")).isEmpty();
    }

    @Test
    void nothingIsWrittenWhenNothingWaits() {
        SyncFlow flow = sync.aRunningFlow();

        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();
        sync.seen(flow, "first", "a");

        assertThat(sync.aPassOf(flow).jobId()).isEqualTo(flow.jobId() + ":1");
        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();
    }

    @Test
    void takesTheOldestFirstAndSoManyAtMost() {
        SyncFlow flow = sync.aFlowOf("z");
        sync.seen(flow, "first", "b");
        sync.seen(flow, "first", "a");

        NewPass first = next(flow, new PassLimits(2, 1_000, 4)).orElseThrow();
        NewPass second = next(flow, new PassLimits(2, 1_000, 4)).orElseThrow();

        assertThat(pathsOf(flow, first)).containsExactly("z", "b");
        assertThat(pathsOf(flow, second)).containsExactly("a");
    }

    @Test
    void takesSoManyBytesAtMost() {
        SyncFlow flow = sync.aRunningFlow();
        List.of("a", "b", "c").forEach(path -> sync.seen(flow, "first", path));

        assertThat(pathsOf(flow, next(flow, new PassLimits(9, 20, 4)).orElseThrow()))
                .containsExactly("a", "b");
        assertThat(pathsOf(flow, next(flow, new PassLimits(9, 20, 4)).orElseThrow()))
                .containsExactly("c");
    }

    @Test
    void aFileThatIsLargerThanAPassGoesAlone() {
        SyncFlow flow = sync.aRunningFlow();
        sync.seen(flow, "first", "small");
        sync.files().seen(flow.id(), List.of(new SeenFile("large", "first", 5_000_000_000L)));
        sync.seen(flow, "first", "next");

        assertThat(pathsOf(flow, sync.aPassOf(flow))).containsExactly("small");
        assertThat(pathsOf(flow, sync.aPassOf(flow))).containsExactly("large");
        assertThat(pathsOf(flow, sync.aPassOf(flow))).containsExactly("next");
    }

    @Test
    void noMorePassesAreUnderWayThanMayBe() {
        SyncFlow flow = sync.aFlowOf("a", "b", "c");
        PassLimits limits = new PassLimits(1, 1_000, 2);
        NewPass first = next(flow, limits).orElseThrow();
        assertThat(next(flow, limits)).isPresent();

        assertThat(next(flow, limits)).isEmpty();
        sync.verifyAndEnd(sync.taken(first), MOVED);

        assertThat(next(flow, limits)).map(NewPass::jobId).contains(flow.jobId() + ":3");
    }

    @Test
    void onlyTheRunThatHasTheFlowWritesPasses() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.ledger().jobs().takeEpoch(flow.jobId());

        assertThatThrownBy(() -> next(flow, SyncLedger.LIMITS)).isInstanceOf(LostEpochException.class);

        assertThat(sync.statesOf(flow, "a")).containsExactly(WAITING);
        assertThat(passes.next(flow, 2, SyncLedger.LIMITS, path -> true)).isPresent();
    }

    @Test
    void aFlowThatHasEndedWritesNoPass() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.ledger().runs().close(flow.jobId(), 1, new Ending(JobState.CANCELLED, null, null));

        assertThatThrownBy(() -> next(flow, SyncLedger.LIMITS)).isInstanceOf(LostEpochException.class);
    }

    @Test
    void whatIsLeftOfACancelledPassWaitsAgain() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        sync.verifyAndEnd(sync.taken(pass).subList(0, 1), MOVED);
        sync.close(pass, JobState.CANCELLED);

        NewPass second = sync.aPassOf(flow);

        assertThat(pathsOf(flow, second)).containsExactly("b");
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
        assertThat(sync.newest(flow, "b").generation()).isOne();
        assertThat(passes.underWay(flow)).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"DONE", "FAILED", "CANCELLED"})
    void whatFailedInAPassDoesNotWaitAgainAtOnce(JobState state) {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.ledger().files().failed(sync.taken(pass).get(0), new Failure("CHECKSUM_MISMATCH", "not the same"));
        sync.close(pass, state);

        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();

        SyncFile file = sync.newest(flow, "a");
        assertThat(file.state()).isEqualTo(FAILED);
        assertThat(file.why()).isEqualTo("CHECKSUM_MISMATCH: not the same");
        assertThat(file.jobId()).isEqualTo(pass.jobId());
        assertThat(file.endedAt()).isNotNull();
    }

    /** Else one pass after the other would fail, as fast as they can be written. */
    @Test
    void whatIsLeftOfAPassThatFailedHasFailed() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        sync.end(sync.taken(pass), GONE, "SOURCE_MISSING: gone");
        sync.close(pass, JobState.FAILED);

        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();

        assertThat(sync.statesOf(flow, "a")).containsExactly(GONE);
        assertThat(sync.newest(flow, "b").state()).isEqualTo(FAILED);
        assertThat(sync.newest(flow, "b").why()).isEqualTo("DEFECT: something is wrong");
    }

    @Test
    void whatIsLeftOfAPassThatTheEngineEndedWaitsAgain() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        Failure ended = new Failure("ENGINE_ENDED", "terminated in the Web UI");
        sync.ledger().runs().close(pass.jobId(), 1, new Ending(JobState.FAILED, null, ended));

        assertThat(pathsOf(flow, sync.aPassOf(flow))).containsExactly("a");
    }

    @Test
    void whatEndedTheWorkersOfAPassEndsNoMore() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.vanishWith(pass);
        sync.close(pass, JobState.DONE);

        assertThat(next(flow, SyncLedger.LIMITS)).isEmpty();

        assertThat(sync.newest(flow, "a").state()).isEqualTo(FAILED);
        assertThat(sync.newest(flow, "a").why()).startsWith("POISON: Each of 3 workers vanished");
        assertThat(passes.underWay(flow)).isZero();
    }

    @Test
    void aFlowIsThroughOnceNothingWaitsNorMovesAndItIsWantedToRun() throws SQLException {
        SyncFlow flow = sync.aFlowOf("a");
        assertThat(passes.areAllMoved(flow)).as("waiting").isFalse();
        NewPass pass = sync.aPassOf(flow);
        assertThat(passes.areAllMoved(flow)).as("moving").isFalse();

        sync.verifyAndEnd(sync.taken(pass), SyncState.MOVED);
        assertThat(passes.areAllMoved(flow)).isTrue();

        sync.server().execute("UPDATE longshore.job SET desired = 'pause' WHERE id = '" + flow.jobId() + "'");
        assertThat(passes.areAllMoved(flow)).as("paused").isFalse();
    }

    @Test
    void aPassThatRunsIsLeftAlone() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.vanishWith(pass);

        assertThat(passes.underWay(flow)).isOne();
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVING);
    }

    @Test
    void manyAtOnceGiveEachFileToOnePass() throws Exception {
        SyncFlow flow = sync.aFlowOf("a", "b", "c", "d", "e", "f");

        List<Optional<NewPass>> all = sync.server().atOnce(6, () -> next(flow, new PassLimits(1, 1_000, 9)));

        assertThat(all.stream().map(pass -> pathsOf(flow, pass.orElseThrow()).get(0)))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    }

    private static Optional<NewPass> next(SyncFlow flow, PassLimits limits) {
        return passes.next(flow, 1, limits, path -> true);
    }

    private static List<String> pathsOf(SyncFlow flow, NewPass pass) {
        return sync.taken(pass).stream()
                .map(file -> file.source().substring(flow.folder().length() + 1))
                .toList();
    }
}
