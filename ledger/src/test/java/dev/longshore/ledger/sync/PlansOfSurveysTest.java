package dev.longshore.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.QueryPlan;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.sync.SyncListings.Listing;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page of a survey costs what the page has, however much is found, also before PostgreSQL knows of it; where a page is a large
 * part of all, PostgreSQL may read all.
 */
class PlansOfSurveysTest {

    private static final int FILES = 20_000;
    private static final int PAGE = 50;
    private static final long MOST = 1_000;

    private static SyncLedger sync;
    private static Database database;
    private static SyncFlow flow;
    private static String job;

    @BeforeAll
    static void start() throws IOException, SQLException {
        sync = SyncLedger.start();
        database = new Database(sync.server().settings(2));
        flow = sync.aFlowOf(names(PAGE));
        job = aSurvey();
        list(0, 10);
        for (String table : List.of("sync_finding", "sync_file", "sync_survey", "job")) {
            sync.server().execute("ALTER TABLE longshore." + table + " SET (autovacuum_enabled = false)");
            sync.server().execute("ANALYZE longshore." + table);
        }
        job = aSurvey();
        list(0, FILES);
        sync.server()
                .execute("UPDATE longshore.sync_finding SET what = 'remove' WHERE job_id = '" + job
                        + "' AND id % 2 = 0");
        sync.seen(flow, "first", names(FILES));
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        sync.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aPageLooksItsRowsUp(String name, String sql, Object[] values) {
        assertThat(new QueryPlan(database).stepsOver(MOST, sql, values))
                .as(name)
                .isEmpty();
    }

    static Stream<Object[]> statements() {
        String[] names = names(PAGE);
        String[] keys = keysOf(names);
        String[] nothing = new String[PAGE];
        String[] times = Stream.of(names).map(name -> "2026-11-22T12:00:00Z").toArray(String[]::new);
        String[] words = Stream.of(names).map(name -> "=").toArray(String[]::new);
        long[] sizes = new long[PAGE];
        long[] ids = sync.ledger().syncSurveys().unsettled(job, PAGE).stream()
                .mapToLong(SyncFinding::id)
                .toArray();
        return Stream.of(
                statement("unsettled", SyncSurveys.UNSETTLED, job, PAGE),
                statement("to remove", SyncSurveys.TO_REMOVE, job, PAGE),
                statement("found", SyncSurveys.LIST, job, ids[0], PAGE),
                statement("listed", SyncListings.ADD, keys, names, names, nothing, sizes, times, nothing, nothing, job),
                statement(
                        "completed",
                        SyncListings.COMPLETE,
                        keys,
                        names,
                        nothing,
                        names,
                        sizes,
                        times,
                        nothing,
                        nothing,
                        job),
                statement("settled", SyncSurveys.SETTLED, ids, words, nothing, nothing, nothing, job, job),
                statement("known", SyncRemovals.LIVES, keys, flow.id(), true),
                statement("at long targets", SyncRemovals.AT_LONG_TARGETS, names, flow.id(), true),
                statement("unfinished", SyncRemovals.UNFINISHED, flow.id(), PAGE));
    }

    private static Object[] statement(String name, String sql, Object... values) {
        return new Object[] {name, sql, values};
    }

    private static String aSurvey() {
        String id = sync.ledger().syncSurveys().start(flow, SurveyKind.CHECK, "{}", "somebody");
        sync.begun(id);
        return id;
    }

    private static void list(int from, int to) {
        Listing listing = sync.ledger().syncListings().begin(job, 1);
        List<ListedName> names = IntStream.range(from, to)
                .mapToObj(i -> new ListedName("f" + i, "file", null, 1, Instant.EPOCH, null, null))
                .toList();
        sync.ledger().syncListings().add(listing, names);
        sync.ledger().syncListings().end(listing, names.size());
    }

    private static String[] keysOf(String[] names) {
        return Stream.of(names).map(SyncFiles::keyOf).map(UUID::toString).toArray(String[]::new);
    }

    private static String[] names(int count) {
        return LongStream.range(0, count).mapToObj(i -> "f" + i).toArray(String[]::new);
    }
}
