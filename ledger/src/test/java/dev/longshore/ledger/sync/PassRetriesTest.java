package dev.longshore.ledger.sync;

import static dev.longshore.ledger.sync.SyncState.FAILED;
import static dev.longshore.ledger.sync.SyncState.GONE;
import static dev.longshore.ledger.sync.SyncState.KEPT;
import static dev.longshore.ledger.sync.SyncState.MOVED;
import static dev.longshore.ledger.sync.SyncState.MOVING;
import static dev.longshore.ledger.sync.SyncState.REPLACED;
import static dev.longshore.ledger.sync.SyncState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.RetryFilter;
import dev.longshore.ledger.RetryOutcome;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a retry and a purge of its job mean for the files of a pass. */
class PassRetriesTest {

    private static SyncLedger sync;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @Test
    void whatFailedIsMovedByTheSamePass() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken.subList(1, 2), MOVED);
        sync.end(taken, FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.close(pass, JobState.DONE);

        retry(pass);

        assertThat(sync.newest(flow, "a").state()).isEqualTo(MOVING);
        assertThat(sync.newest(flow, "a").why()).isNull();
        assertThat(sync.passes().next(flow, 1, SyncLedger.LIMITS, path -> true)).isEmpty();
        sync.verifyAndEnd(sync.taken(pass, 2), MOVED);
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
        assertThat(countsOf(pass)).isEqualTo(new FileCounts(2, 2, 0, 0));
    }

    @Test
    void whatEndedWorkersIsMovedIfSomebodyAsksForIt() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.vanishWith(pass);
        sync.close(pass, JobState.DONE);
        sync.passes().underWay(flow);

        retry(pass);

        sync.verifyAndEnd(sync.taken(pass, 2), MOVED);
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
    }

    @Test
    void allThatAFailedPassLeftIsMovedByIt() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        sync.close(pass, JobState.FAILED);
        sync.passes().underWay(flow);
        assertThat(sync.statesOf(flow, "b")).containsExactly(FAILED);

        retry(pass);

        sync.verifyAndEnd(sync.taken(pass, 2), MOVED);
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
        assertThat(sync.statesOf(flow, "b")).containsExactly(MOVED);
    }

    @Test
    void whatAnotherContentHasReplacedIsNotMoved() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.end(sync.taken(pass), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.close(pass, JobState.DONE);
        sync.seen(flow, "second", "a");

        retry(pass);
        List<TakenFile> taken = sync.taken(pass, 2);
        assertThat(sync.moves().of(pass.jobId(), taken)).isEmpty();
        sync.end(taken, GONE, "SOURCE_CHANGED: another content is moved by now");

        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED, WAITING);
        assertThat(countsOf(pass)).isEqualTo(new FileCounts(1, 0, 0, 1));
    }

    @Test
    void whatWaitsForAnotherPassByNowIsLeftToThat() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.end(sync.taken(pass), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.close(pass, JobState.DONE);
        sync.files().tryAgain(flow.id(), Duration.ZERO, Duration.ZERO);
        NewPass second = sync.aPassOf(flow);

        retry(pass);

        assertThat(sync.moves().of(pass.jobId(), sync.taken(pass, 2))).isEmpty();
        assertThat(sync.newest(flow, "a").jobId()).isEqualTo(second.jobId());
    }

    @Test
    void aRetryOfAnotherJobTouchesNothing() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.end(sync.taken(pass), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.close(pass, JobState.DONE);
        Job archive = sync.server().aRunningJobOf("a");
        sync.ledger().runs().close(archive.id(), 1, new Ending(JobState.FAILED, null, null));

        sync.ledger().jobs().retry(archive.id(), RetryFilter.everything());

        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED);
    }

    /** A file of which nobody knows whose it is would be moved no more. */
    @Test
    void whatIsLeftOfAPurgedPassWaitsAgain() throws SQLException {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        sync.ledger().files().failed(sync.taken(pass).get(0), new Failure("POISON", "it ends workers"));
        sync.close(pass, JobState.CANCELLED);

        purge(pass);

        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED);
        assertThat(sync.statesOf(flow, "b")).containsExactly(WAITING);
        assertThat(sync.passes().underWay(flow)).isZero();
        assertThat(sync.aPassOf(flow).files()).isOne();
    }

    @Test
    void whatHasEndedIsForgottenWithItsJobUnlessItIsStillAtItsSource() throws SQLException {
        SyncFlow flow = sync.aFlowOf("moved", "gone", "replaced", "kept", "failed", "superseded");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken.subList(0, 1), MOVED);
        sync.end(taken.subList(1, 2), GONE, "SOURCE_MISSING: gone");
        sync.end(taken.subList(2, 3), REPLACED, "SOURCE_CHANGED: changed");
        sync.verifyAndEnd(taken.subList(3, 4), KEPT);
        sync.end(taken.subList(4, 5), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.end(taken.subList(5, 6), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.seen(flow, "second", "superseded");
        sync.close(pass, JobState.DONE);

        purge(pass);

        assertThat(sync.statesOf(flow, "moved")).isEmpty();
        assertThat(sync.statesOf(flow, "gone")).isEmpty();
        assertThat(sync.statesOf(flow, "replaced")).isEmpty();
        assertThat(sync.statesOf(flow, "kept")).containsExactly(KEPT);
        assertThat(sync.statesOf(flow, "failed")).containsExactly(FAILED);
        assertThat(sync.statesOf(flow, "superseded")).containsExactly(WAITING);
    }

    private static void retry(NewPass pass) {
        assertThat(sync.ledger().jobs().retry(pass.jobId(), RetryFilter.everything()))
                .isInstanceOf(RetryOutcome.Retried.class);
    }

    /** It is older than all others. */
    private static void purge(NewPass pass) throws SQLException {
        sync.server()
                .execute("UPDATE longshore.job SET finished_at = now() - interval '99 days' WHERE id = '" + pass.jobId()
                        + "'");
        assertThat(sync.ledger().jobs().purge(Duration.ofDays(90), 9)).isOne();
    }

    private static FileCounts countsOf(NewPass pass) {
        return sync.server().jobOf(pass.jobId()).files();
    }
}
