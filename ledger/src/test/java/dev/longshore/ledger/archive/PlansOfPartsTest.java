package dev.longshore.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.QueryPlan;
import dev.longshore.ledger.database.Database;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As for files: a page of parts costs what it has, also in a job of which PostgreSQL thinks that it has one part. */
class PlansOfPartsTest {

    private static final int PARTS = 40_000;
    private static final int PAGE = 500;
    private static final Set<PartKind> KINDS = EnumSet.allOf(PartKind.class);

    private static LedgerServer server;
    private static Database database;
    private static String job;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        database = new Database(server.settings(2));
        anArchive();
        database.call(transaction -> transaction.update("ANALYZE longshore.job_file, longshore.archive_part"));
        job = anArchive();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }

    @Test
    void aTakeLooksItsPartsUp() {
        assertThat(stepsOverAPage(ArchiveParts.takes(KINDS), job, 1, PAGE, job)).isEmpty();
    }

    @Test
    void whatIsWrittenOfAPageLooksItsRowsUp() {
        int[] crcs = IntStream.range(0, PAGE).toArray();
        long[] numbers = IntStream.of(crcs).asLongStream().toArray();

        assertThat(stepsOverAPage(ArchiveParts.GIVE_BACK, numbers, numbers, job))
                .isEmpty();
        assertThat(stepsOverAPage(ArchiveParts.NOTE_CRCS, numbers, crcs, job)).isEmpty();
    }

    private static List<String> stepsOverAPage(String sql, Object... values) {
        return new QueryPlan(database).stepsOver(PAGE, sql, values);
    }

    /** One part for each file. */
    private static String anArchive() {
        String[] names = IntStream.range(0, PARTS).mapToObj(i -> "f" + i).toArray(String[]::new);
        String id = server.aRunningJobOf(names).id();
        server.ledger()
                .archivePlans()
                .lay(
                        NewPlan.of(Plans.small(id, "hash")),
                        1,
                        rows -> IntStream.range(0, PARTS)
                                .forEach(i -> rows.accept(new NewPart(i + 1, PartKind.BODY, i, i, i * 10L, 10))));
        return id;
    }
}
