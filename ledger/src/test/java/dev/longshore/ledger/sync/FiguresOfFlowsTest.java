package dev.longshore.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.QueryPlan;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.database.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is shown of flows costs what waits and what was moved lately, not all that was ever moved. */
class FiguresOfFlowsTest {

    private static final int MOVED = 200_000;
    private static final long MOST = 1_000;

    private static SyncLedger sync;
    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
        database = new Database(sync.server().settings(2));
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        sync.close();
    }

    @Test
    void aFlowThatHasMovedMuchAnswersAsFastAsAnyOther() throws SQLException {
        SyncFlow flow = sync.aFlowOf("a", "b");
        sync.server().execute("""
                INSERT INTO longshore.sync_file (flow_id, path_key, path, generation, state, identity, bytes,
                    found_at, verified_at, ended_at)
                SELECT %d, gen_random_uuid(), 'f' || n, 1, 'moved', 'first', 10,
                    now() - interval '9 days', now() - interval '8 days', now() - interval '8 days'
                FROM generate_series(1, %d) n""".formatted(flow.id(), MOVED));
        sync.server().execute("ANALYZE longshore.sync_file");
        QueryPlan plan = new QueryPlan(database);
        long id = flow.id();

        assertThat(plan.stepsOver(MOST, SyncFiles.COUNTS, id, id, id, id)).isEmpty();
        assertThat(plan.stepsOver(MOST, SyncFiles.BYTES_SINCE, id, 60.0)).isEmpty();
        assertThat(plan.stepsOver(MOST, SyncFiles.LAST_FAILED, id)).isEmpty();
        assertThat(plan.stepsOver(MOST, SyncFiles.KEPT_LONGER, id, 60.0, 0, 100))
                .isEmpty();
        assertThat(sync.files().counts(id)).containsOnlyKeys(SyncState.WAITING);
        assertThat(sync.files().counts(id).get(SyncState.WAITING)).isNotNull();
    }

    @Test
    void whatWasMovedLatelyAndWhatFailedLastIsKnown() {
        SyncFlow flow = sync.aFlowOf("a", "b", "c");
        List<TakenFile> taken = sync.taken(sync.aPassOf(flow));
        assertThat(sync.files().bytesOfLast(flow.id(), Duration.ofMinutes(1))).isZero();
        assertThat(sync.files().lastFailed(flow.id())).isEmpty();

        sync.verifyAndEnd(taken.subList(0, 1), SyncState.MOVED);
        sync.end(taken.subList(1, 2), SyncState.FAILED, "DEFECT: first");
        sync.end(taken.subList(2, 3), SyncState.FAILED, "DEFECT: last");

        assertThat(sync.files().bytesOfLast(flow.id(), Duration.ofMinutes(1))).isEqualTo(10);
        assertThat(sync.files().lastFailed(flow.id()).orElseThrow().path()).isEqualTo("c");
        assertThat(sync.files().counts(flow.id())).containsOnlyKeys(SyncState.MOVED, SyncState.FAILED);
    }

    @Test
    void aFailureIsOverOnceALaterContentOfItsNameIsMoved() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.end(sync.taken(sync.aPassOf(flow)), SyncState.FAILED, "DEFECT: first");
        assertThat(sync.files().lastFailed(flow.id())).isPresent();

        sync.files().seen(flow.id(), List.of(new SeenFile("a", "second", 20)));

        assertThat(sync.files().lastFailed(flow.id())).isEmpty();
    }

    @Test
    void aSourceIsKnownAsLongAsItIsKept() throws SQLException {
        SyncFlow flow = sync.aFlowOf("a", "b");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.moves().verified(pass.jobId(), SyncLedger.receipts(taken));
        sync.moves()
                .ended(
                        pass.jobId(),
                        List.of(
                                new MoveEnd(taken.get(0), SyncState.MOVED, "it is kept", "/trash/a"),
                                new MoveEnd(taken.get(1), SyncState.MOVED, null)));

        List<KeptSource> kept = sync.files().keptLongerThan(flow.id(), Duration.ZERO, 0, 10);

        assertThat(kept).extracting(KeptSource::place).containsExactly("/trash/a");
        assertThat(sync.files().keptLongerThan(flow.id(), Duration.ofDays(1), 0, 10))
                .isEmpty();
        assertThat(sync.newest(flow, "a").why()).isEqualTo("it is kept");
        sync.files().purged(kept.get(0).id());
        assertThat(sync.files().keptLongerThan(flow.id(), Duration.ZERO, 0, 10)).isEmpty();
        assertThat(sync.newest(flow, "a").why()).startsWith("its source was kept as /trash/a until ");
    }
}
