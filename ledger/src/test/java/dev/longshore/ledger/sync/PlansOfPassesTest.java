package dev.longshore.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.JobState;
import dev.longshore.ledger.database.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page costs what the page has, not what the flow or the pass has, also right after they came, when PostgreSQL thinks that
 * they have next to nothing.
 */
class PlansOfPassesTest {

    private static final int FILES = 4_000;
    private static final int PAGE = 1_000;
    private static final long MOST = 100_000;
    private static final Pattern ROWS =
            Pattern.compile("rows=(\\d+)[.\\d]* loops=(\\d+)\\)|Rows Removed by [^:]+: (\\d+)");

    private static SyncLedger sync;
    private static Database database;
    private static SyncFlow flow;
    private static NewPass pass;
    private static List<NewPass> ended;
    private static long epoch;

    @BeforeAll
    static void start() throws IOException, SQLException {
        sync = SyncLedger.start();
        database = new Database(sync.server().settings(2));
        sync.aPassOf(sync.aFlowOf(paths()));
        for (String table : List.of("job", "job_file", "sync_file")) {
            sync.server().execute("ALTER TABLE longshore." + table + " SET (autovacuum_enabled = false)");
            sync.server().execute("ANALYZE longshore." + table);
        }
        flow = sync.aFlowOf(paths());
        PassLimits limits = new PassLimits(FILES, Long.MAX_VALUE, 9);
        pass = sync.passes().next(flow, 1, limits, path -> true).orElseThrow();
        epoch = sync.taken(pass).get(0).epoch();
        ended = List.of(aPass("one/", limits), aPass("two/", limits), aPass("three/", limits));
        failAndRetry(ended.get(2));
        ended.subList(0, 2).forEach(each -> sync.close(each, JobState.CANCELLED));
        sync.seen(flow, "first", paths("waits/"));
    }

    /** As far as the retry's statements for any room go. */
    private static void failAndRetry(NewPass failed) throws SQLException {
        String ofIt = " WHERE job_id = '" + failed.jobId() + "'";
        sync.server().execute("UPDATE longshore.sync_file SET state = 'failed', ended_at = now()" + ofIt);
        sync.server().execute("UPDATE longshore.job_file SET state = 'queued'" + ofIt);
    }

    private static NewPass aPass(String folder, PassLimits limits) {
        sync.seen(flow, "first", paths(folder));
        return sync.passes().next(flow, 1, limits, path -> true).orElseThrow();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        sync.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statementsOfAPage")
    void aPageComparesNoFileWithOthers(String name, String sql, Object[] values) {
        assertThat(rowsLookedAt(sql, values)).as(name).isLessThan(MOST);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statementsOfAPass")
    void aPassComparesNoFileWithOthers(String name, String sql, Object[] values) {
        assertThat(rowsLookedAt(sql, values)).as(name).isLessThan(MOST);
    }

    static Stream<Object[]> statementsOfAPage() {
        String[] paths = Arrays.copyOf(paths(), PAGE);
        String[] keys = Stream.of(paths)
                .map(path -> SyncFiles.keyOf("waits/" + path).toString())
                .toArray(String[]::new);
        long[] numbers = LongStream.range(0, PAGE).toArray();
        long[] epochs = LongStream.of(numbers).map(number -> epoch).toArray();
        String[] states = Stream.of(paths).map(path -> "moved").toArray(String[]::new);
        String job = pass.jobId();
        return Stream.of(
                statement("what is known", SyncFiles.KNOWN, keys, flow.id()),
                statement("what changes", SyncFiles.SEE_ANEW, keys, paths, paths, numbers, flow.id()),
                statement("what is replaced", SyncFiles.REPLACE_VERIFIED, flow.id(), keys),
                statement("what is new", SyncFiles.ADD, keys, paths, paths, numbers, flow.id()),
                statement("what waits", SyncPasses.WAITING, flow.id(), PAGE),
                statement("what is taken by a pass", SyncPasses.TAKE, job + "0", waiting()),
                statement("what a pass has", SyncPasses.ADD_FILES, job + "0"),
                statement("what is taken", SyncMoves.FIND, job, numbers),
                statement("former names", SyncMoves.FORMER, numbers),
                statement("receipts", SyncMoves.VERIFIED, numbers, epochs, states, states, job),
                statement("ends", SyncMoves.ENDED, numbers, epochs, states, states, job),
                statement("ends in the job", SyncMoves.FINISHED, numbers, epochs, states, states, job, job),
                statement("ends that are not so", SyncMoves.NOT_SO, numbers, epochs, states, states, job));
    }

    static Stream<Object[]> statementsOfAPass() {
        return Stream.of(
                statement(
                        "what is left of a job",
                        SyncPasses.SETTLE_JOB,
                        ended.get(0).jobId()),
                statement("what is left of jobs", SyncPasses.SETTLE_FLOW, flow.id()),
                statement("what is retried", SyncPasses.START_OVER, ended.get(2).jobId()),
                statement("what is forgotten", SyncPasses.FORGET, pass.jobId()));
    }

    private static Object[] statement(String name, String sql, Object... values) {
        return new Object[] {name, sql, values};
    }

    /** By all parts of the plan together. */
    private static long rowsLookedAt(String sql, Object... values) {
        List<String> plan = database.call(
                transaction -> transaction.list("EXPLAIN ANALYZE " + sql, row -> row.getString(1), values));
        long all = 0;
        long loops = 1;
        for (String line : plan) {
            for (MatchResult found : ROWS.matcher(line).results().toList()) {
                loops = found.group(2) == null ? loops : Long.parseLong(found.group(2));
                all += loops * Long.parseLong(found.group(3) == null ? found.group(1) : found.group(3));
            }
        }
        return all;
    }

    private static long[] waiting() {
        return database
                .call(transaction -> transaction.list(SyncPasses.WAITING, row -> row.getLong(1), flow.id(), PAGE))
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static String[] paths() {
        return paths("");
    }

    private static String[] paths(String folder) {
        return LongStream.range(0, FILES).mapToObj(i -> folder + "f" + i).toArray(String[]::new);
    }
}
