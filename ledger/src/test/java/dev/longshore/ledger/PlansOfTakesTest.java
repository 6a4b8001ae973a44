package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.database.Database;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page costs what the page has, not what the job has. Of a job that came after the last look at the tables PostgreSQL thinks
 * that it has one file, and would read all files of the job for each page, or compare each of them with each of the page.
 */
class PlansOfTakesTest {

    /** So many that nobody would rather read all of the table. */
    private static final int FILES_BEFORE = 300_000;

    private static final int FILES = 40_000;
    private static final int PAGE = 1_000;

    private static LedgerServer server;
    private static Database database;
    private static String job;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        database = new Database(server.settings(2));
        server.aRunningJobOf(names(FILES_BEFORE));
        database.call(transaction -> transaction.update("ANALYZE longshore.job_file"));
        job = server.aRunningJobOf(names(FILES)).id();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }

    @Test
    void aTakeLooksItsFilesUp() {
        assertThat(stepsOverAPage(JobFiles.takes(Only.ALL), job, 0, PAGE - 1, job))
                .isEmpty();
        assertThat(stepsOverAPage(JobFiles.finishesPoison(Only.ALL), job, 0, PAGE - 1, job, job))
                .isEmpty();
    }

    @Test
    void whatIsWrittenOfAPageLooksItsFilesUp() {
        long[] numbers = LongStream.range(0, PAGE).toArray();
        String[] texts = LongStream.of(numbers).mapToObj(i -> "{}").toArray(String[]::new);

        assertThat(stepsOverAPage(JobFiles.INSPECTED, numbers, numbers, numbers, texts, texts, job, job))
                .isEmpty();
        assertThat(stepsOverAPage(JobFiles.GIVE_BACK, numbers, numbers, job)).isEmpty();
        assertThat(stepsOverAPage(FileLists.PLACE, numbers, texts, job)).isEmpty();
        assertThat(stepsOverAPage(FileLists.RETARGET, numbers, texts, texts, job))
                .isEmpty();
    }

    private static List<String> stepsOverAPage(String sql, Object... values) {
        return new QueryPlan(database).stepsOver(PAGE, sql, values);
    }

    private static String[] names(int count) {
        return LongStream.range(0, count).mapToObj(i -> "f" + i).toArray(String[]::new);
    }
}
