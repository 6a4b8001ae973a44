package dev.longshore.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SyncFlowsTest {

    private static SyncLedger sync;
    private static SyncFlows flows;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
        flows = sync.flows();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @Test
    void isTheSameFlowWhenItIsAnnouncedAgain() {
        SyncFlow flow = sync.aFlow();
        flows.markFolder(flow, "folder 1");
        flows.markPlace(flow, "bucket 1");

        SyncFlow again = flows.announce(List.of(asAnnounced(flow, flow.folder(), flow.place())))
                .get(0);

        assertThat(again.id()).isEqualTo(flow.id());
        assertThat(again.folderMark()).isEqualTo("folder 1");
        assertThat(again.placeMark()).isEqualTo("bucket 1");
        assertThat(again.announcedAt()).isAfter(flow.announcedAt());
    }

    @Test
    void isAFormerOneOnceItsHostAnnouncesOthersOnly() {
        NewFlow a = new NewFlow("settled", "a", Direction.UP, "/data/a", "s3://storage/a/");
        NewFlow b = new NewFlow("settled", "b", Direction.UP, "/data/b", "s3://storage/b/");

        assertThat(flows.announce(List.of(a, b))).extracting(SyncFlow::isFormer).containsOnly(false);
        assertThat(flows.list("settled")).extracting(SyncFlow::isFormer).containsOnly(false);

        flows.announce(List.of(b));
        assertThat(flows.list("settled")).extracting(SyncFlow::isFormer).containsExactly(true, false);

        flows.announce(List.of(a, b));
        assertThat(flows.find("settled", "a").orElseThrow().isFormer()).isFalse();
    }

    @Test
    void forgetsTheMarkOfAFolderThatIsAnotherNow() {
        SyncFlow flow = sync.aFlow();
        flows.markFolder(flow, "folder 1");
        flows.markPlace(flow, "bucket 1");

        SyncFlow moved = flows.announce(List.of(asAnnounced(flow, "/elsewhere", flow.place())))
                .get(0);

        assertThat(moved.folder()).isEqualTo("/elsewhere");
        assertThat(moved.folderMark()).isNull();
        assertThat(moved.placeMark()).isEqualTo("bucket 1");
    }

    @Test
    void forgetsTheMarkOfAPlaceThatIsAnotherNow() {
        SyncFlow flow = sync.aFlow();
        flows.markFolder(flow, "folder 1");
        flows.markPlace(flow, "bucket 1");

        SyncFlow moved = flows.announce(List.of(asAnnounced(flow, flow.folder(), "s3://other/")))
                .get(0);

        assertThat(moved.folderMark()).isEqualTo("folder 1");
        assertThat(moved.placeMark()).isNull();
    }

    @Test
    void whoKnowsAFlowBySettingsOfBeforeMarksNothing() {
        SyncFlow before = sync.aFlow();
        flows.announce(List.of(asAnnounced(before, "/elsewhere", "s3://other/")));

        assertThat(flows.markFolder(before, "folder 1")).isEmpty();
        assertThat(flows.markPlace(before, "bucket 1")).isEmpty();

        SyncFlow now = flows.find(before.host(), before.name()).orElseThrow();
        assertThat(now.folderMark()).isNull();
        assertThat(now.placeMark()).isNull();
    }

    @Test
    void whatWasKeptIsToBeMovedAgainToAPlaceThatIsAnotherNow() {
        SyncFlow flow = sync.aFlowOf("kept", "waiting");
        NewPass pass = sync.aPassOf(flow);
        sync.moves().ended(pass.jobId(), List.of(new MoveEnd(sync.taken(pass).get(0), SyncState.KEPT, null)));

        flows.announce(List.of(asAnnounced(flow, flow.folder(), flow.place())));
        assertThat(sync.newest(flow, "kept").state()).isEqualTo(SyncState.KEPT);

        flows.announce(List.of(asAnnounced(flow, flow.folder(), "s3://other/")));
        assertThat(sync.newest(flow, "kept").state()).isEqualTo(SyncState.REPLACED);
        assertThat(sync.newest(flow, "kept").why()).contains(flow.place());
        assertThat(sync.newest(flow, "waiting").state()).isEqualTo(SyncState.MOVING);
    }

    @Test
    void keepsTheMarkThatWasNotedFirst() {
        SyncFlow flow = sync.aFlow();

        assertThat(flows.markFolder(flow, "folder 1")).contains("folder 1");
        assertThat(flows.markFolder(flow, "folder 2")).contains("folder 1");
        assertThat(flows.markPlace(flow, "bucket 1")).contains("bucket 1");
        assertThat(flows.markPlace(flow, "bucket 2")).contains("bucket 1");

        flows.forgetMarks(flow.id());
        assertThat(flows.markFolder(flow, "folder 2")).contains("folder 2");
        assertThat(flows.markPlace(flow, "bucket 2")).contains("bucket 2");
    }

    /** Else who starts all flows of a host that just comes would start some of them. */
    @Test
    void announcesAllFlowsOfAHostOrNone() {
        NewFlow good = new NewFlow("torn", "input", Direction.DOWN, "/in", "s3://storage/input/");
        NewFlow bad = new NewFlow("torn", "output\0", Direction.UP, "/out", "s3://storage/output/");

        assertThatThrownBy(() -> flows.announce(List.of(good, bad))).isInstanceOf(RuntimeException.class);

        assertThat(flows.list("torn")).isEmpty();
    }

    @Test
    void findsAndListsWhatWasAnnounced() {
        SyncFlow flow = flows.announce(
                        List.of(new NewFlow("other", "input", Direction.DOWN, "/in", "s3://storage/input/")))
                .get(0);

        assertThat(flows.find("other", "input")).contains(flow);
        assertThat(flows.find("other", "output")).isEmpty();
        assertThat(flows.list("other")).containsExactly(flow);
        assertThat(flows.list("nobody")).isEmpty();
        assertThat(flows.list(null)).contains(flow).hasSizeGreaterThan(1);
        assertThat(flow.direction()).isEqualTo(Direction.DOWN);
        assertThat(flow.jobId()).isEqualTo("sync:other:input");
    }

    @Test
    void leavesOutAHostThatIsForgottenUntilSomebodyNamesIt() {
        SyncFlow flow = flows.announce(
                        List.of(new NewFlow("gone", "input", Direction.DOWN, "/in", "s3://storage/input/")))
                .get(0);

        assertThat(flows.forget("gone")).isTrue();
        assertThat(flows.forget("gone")).isTrue();
        assertThat(flows.forget("nobody")).isFalse();

        assertThat(flows.list(null)).isNotEmpty().doesNotContain(flow);
        assertThat(flows.list("gone")).containsExactly(flow);
        assertThat(flows.find("gone", "input")).contains(flow);
    }

    @Test
    void aHostWhoseFlowRunsIsNotForgotten() {
        SyncFlow flow = sync.aRunningFlow();

        assertThat(flows.forget(flow.host())).isFalse();
        assertThat(flows.list(null)).extracting(SyncFlow::id).contains(flow.id());

        sync.ledger().runs().close(flow.jobId(), 1, new Ending(JobState.CANCELLED, null, null));
        assertThat(flows.forget(flow.host())).isTrue();
    }

    /** Whoever retries its job by the job's own name starts it too. */
    @Test
    void whatRunsIsListedThoughItsHostWasForgotten() throws SQLException {
        SyncFlow flow = sync.aRunningFlow();
        sync.ledger().runs().close(flow.jobId(), 1, new Ending(JobState.CANCELLED, null, null));
        flows.forget(flow.host());
        assertThat(flows.list(null)).extracting(SyncFlow::id).doesNotContain(flow.id());

        sync.server().execute("UPDATE longshore.job SET state = 'queued' WHERE id = '" + flow.jobId() + "'");

        assertThat(flows.list(null)).extracting(SyncFlow::id).contains(flow.id());
    }

    @Test
    void aForgottenHostComesBackWithItsWorkerOrAStart() {
        NewFlow input = new NewFlow("back", "input", Direction.DOWN, "/in", "s3://storage/input/");
        NewFlow output = new NewFlow("back", "output", Direction.UP, "/out", "s3://storage/output/");
        flows.announce(List.of(input, output));
        flows.forget("back");

        flows.start(flows.find("back", "input").orElseThrow(), "{}", "somebody");
        assertThat(flows.list(null))
                .extracting(SyncFlow::jobId)
                .contains("sync:back:input")
                .doesNotContain("sync:back:output");

        flows.announce(List.of(input, output));
        assertThat(flows.list(null)).extracting(SyncFlow::jobId).contains("sync:back:input", "sync:back:output");
    }

    @Test
    void startsOnceWhileItRuns() {
        SyncFlow flow = sync.aFlow();

        assertThat(flows.start(flow, "{\"once\": false}", "somebody")).isTrue();
        assertThat(flows.start(flow, "{\"once\": true}", "somebody else")).isFalse();

        Job job = sync.server().jobOf(flow.jobId());
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.request()).isEqualTo("{\"once\": false}");
        assertThat(job.submittedBy()).isEqualTo("somebody");
    }

    @Test
    void startsAgainUnderTheNextEpochAfterItHasEnded() {
        SyncFlow flow = sync.aRunningFlow();
        sync.ledger().runs().close(flow.jobId(), 1, new Ending(JobState.CANCELLED, null, null));
        Job ended = sync.server().jobOf(flow.jobId());

        assertThat(flows.start(flow, "{\"once\": true}", "somebody else")).isTrue();

        Job job = sync.server().jobOf(flow.jobId());
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.epoch()).isGreaterThan(ended.epoch());
        assertThat(job.commandSeq()).isGreaterThan(ended.commandSeq());
        assertThat(job.request()).isEqualTo("{\"once\": true}");
        assertThat(job.finishedAt()).isNull();
    }

    @Test
    void onlyOneOfManyStartsIt() throws Exception {
        SyncFlow flow = sync.aFlow();

        assertThat(sync.server().atOnce(8, () -> flows.start(flow, "{}", "somebody")))
                .containsOnlyOnce(true);
    }

    @Test
    void notesWhenAllWasCompared() {
        SyncFlow flow = sync.aFlow();

        flows.compared(flow.id());

        assertThat(flow.comparedAt()).isNull();
        assertThat(flows.find(flow.host(), flow.name()).orElseThrow().comparedAt())
                .isNotNull();
    }

    private static NewFlow asAnnounced(SyncFlow flow, String folder, String place) {
        return new NewFlow(flow.host(), flow.name(), flow.direction(), folder, place);
    }
}
