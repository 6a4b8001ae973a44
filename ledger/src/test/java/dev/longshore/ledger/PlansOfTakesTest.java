package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.database.Database;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page costs what the page has, not what the job has. Of a job that came after the last look at the tables PostgreSQL thinks
 * that it has one file, and would compare each file of the job with each of the page.
 */
class PlansOfTakesTest {

    private static final int FILES = 4_000;
    private static final int PAGE = 1_000;
    private static final Pattern LOOPS = Pattern.compile("loops=(\\d+)");

    private static LedgerServer server;
    private static Database database;
    private static Job job;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        database = new Database(server.settings(2));
        server.aRunningJobOf(names());
        database.call(transaction -> transaction.update("ANALYZE longshore.job_file"));
        job = server.aRunningJobOf(names());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }

    @Test
    void aTakeComparesNoFileWithOthers() {
        assertThat(plan(JobFiles.takes(Only.ALL), job.id(), 0, PAGE - 1, job.id()))
                .noneMatch(this::compares);
    }

    @Test
    void lookingForPoisonComparesNoFileWithOthers() {
        assertThat(plan(JobFiles.finishesPoison(Only.ALL), job.id(), 0, PAGE - 1, job.id(), job.id()))
                .noneMatch(this::compares);
    }

    @Test
    void writingOfAPageComparesNoFileWithOthers() {
        long[] numbers = LongStream.range(0, PAGE).toArray();
        String[] texts = LongStream.of(numbers).mapToObj(i -> "{}").toArray(String[]::new);
        String id = job.id();

        assertThat(plan(JobFiles.INSPECTED, numbers, numbers, numbers, texts, texts, id, id))
                .noneMatch(this::compares);
        assertThat(plan(JobFiles.GIVE_BACK, numbers, numbers, id)).noneMatch(this::compares);
        assertThat(plan(FileLists.PLACE, numbers, texts, id)).noneMatch(this::compares);
        assertThat(plan(FileLists.RETARGET, numbers, texts, texts, id)).noneMatch(this::compares);
    }

    /** A part of the plan that is done once for each file of the job. */
    private boolean compares(String line) {
        Matcher loops = LOOPS.matcher(line);
        return loops.find() && Long.parseLong(loops.group(1)) > PAGE;
    }

    private static List<String> plan(String sql, Object... values) {
        return database.call(
                transaction -> transaction.list("EXPLAIN ANALYZE " + sql, row -> row.getString(1), values));
    }

    private static String[] names() {
        return LongStream.range(0, FILES).mapToObj(i -> "f" + i).toArray(String[]::new);
    }
}
