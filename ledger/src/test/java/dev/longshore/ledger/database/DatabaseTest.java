package dev.longshore.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.LedgerException;
import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static final String WRITE = "UPDATE longshore.job SET total_bytes = total_bytes + 1 WHERE id = ?";

    private static LedgerServer server;
    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        database = new Database(server.settings(4));
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }

    @Test
    void doesAgainWhatADeadlockBrokeOff() throws Exception {
        String first = server.aJobOf().id();
        String second = server.aJobOf().id();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        AtomicInteger threads = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();

        List<Integer> changed = server.atOnce(2, () -> {
            boolean isForward = threads.incrementAndGet() == 1;
            return database.call(transaction -> {
                tries.incrementAndGet();
                transaction.update(WRITE, isForward ? first : second);
                bothHoldOne.countDown();
                await(bothHoldOne);
                return transaction.update(WRITE, isForward ? second : first);
            });
        });

        assertThat(changed).containsExactly(1, 1);
        assertThat(tries).hasValueGreaterThan(2);
        assertThat(server.jobOf(first).bytes().total()).isEqualTo(2);
        assertThat(server.jobOf(second).bytes().total()).isEqualTo(2);
    }

    @Test
    void isUnavailableWhenAStatementTakesTooLong() {
        assertThatThrownBy(() -> database.call(transaction -> {
                    transaction.update("SET LOCAL statement_timeout = 20");
                    return transaction.first("SELECT pg_sleep(60)", row -> true);
                }))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("statement timeout");
    }

    @Test
    void givesEachStatementItsDeadline() {
        assertThat(database.call(DatabaseTest::timeout)).isEqualTo("30s");
        assertThat(database.callForLong(DatabaseTest::timeout)).isEqualTo("30min");
        assertThat(database.call(DatabaseTest::timeout)).isEqualTo("30s");
    }

    @Test
    void takesBackWhatADefectBrokeOff() {
        String job = server.aJobOf().id();

        assertThatThrownBy(() -> database.call(transaction -> {
                    transaction.update(WRITE, job);
                    return transaction.update("SELECT nonsense");
                }))
                .isInstanceOf(LedgerException.class);

        assertThat(server.jobOf(job).bytes().total()).isZero();
    }

    private static String timeout(Transaction transaction) throws SQLException {
        return transaction
                .first("SHOW statement_timeout", row -> row.getString(1))
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
