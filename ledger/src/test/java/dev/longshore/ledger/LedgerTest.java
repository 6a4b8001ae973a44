package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static LedgerServer server;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void migratesAgainWithoutHarmAndFromManyProcessesAtOnce() throws Exception {
        List<Boolean> all = server.atOnce(3, () -> {
            try (Ledger other = Ledger.connect(server.settings(1))) {
                other.migrate();
                return other.jobs().find("archive:nobody").isEmpty();
            }
        });

        assertThat(all).containsOnly(true);
    }

    @Test
    void isUnavailableWhileNoDatabaseListens() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + nobody + "/postgres";
        LedgerSettings settings = new LedgerSettings(url, "postgres", "", 1, "test", Duration.ofMillis(300));

        try (Ledger ledger = Ledger.connect(settings)) {
            assertThatThrownBy(() -> ledger.jobs().find("archive:1")).isInstanceOf(LedgerUnavailableException.class);
            assertThatThrownBy(ledger::migrate).isInstanceOf(LedgerUnavailableException.class);
            assertThatThrownBy(() -> ledger.reconcilerLock().tryHold()).isInstanceOf(LedgerUnavailableException.class);
        }
    }

    @Test
    void isUnavailableWhenEveryConnectionIsInUse() throws SQLException {
        LedgerSettings all = server.settings(1);
        LedgerSettings settings = new LedgerSettings(all.url(), "postgres", "", 1, "test", Duration.ofMillis(300));

        try (Ledger ledger = Ledger.connect(settings);
                var connection = ledger.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThatThrownBy(() -> ledger.jobs().find("archive:1")).isInstanceOf(LedgerUnavailableException.class);
        }
    }

    /** Looked at right after: what the pool has lent a moment ago it lends again without a question. */
    @Test
    void goesOnAtOnceAfterItsConnectionsWereCut() throws Exception {
        Job job = server.aJobOf("a");
        try (Ledger pooled = Ledger.connect(server.settings(3))) {
            holdAtOnce(pooled, 3);
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE application_name = 'test' AND pid <> pg_backend_pid()");

            assertThat(pooled.jobs().find(job.id())).contains(job);
            pooled.jobs().accept(server.aJob("archive:after-the-cut"), rows -> rows.accept(server.aFile("a")));
        }
        assertThat(server.jobOf(job.id())).isEqualTo(job);
    }

    @Test
    void saysThatARefusedStatementIsADefect() {
        NewJob noJson = new NewJob("archive:no-json", "archive", "{", "hash", null, "somebody", true);

        assertThatThrownBy(() -> server.ledger().jobs().accept(noJson, rows -> {}))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("json");
    }

    @Test
    void notesOneEngine() {
        Engines engines = server.ledger().engines();

        assertThat(engines.noted()).isEmpty();
        engines.note("id-1", "in-process");
        engines.note("id-2", "dev-server");

        NotedEngine noted = engines.noted().orElseThrow();
        assertThat(noted.engineId()).isEqualTo("id-2");
        assertThat(noted.way()).isEqualTo("dev-server");
    }

    @Test
    void grantsTheReconcilersLockToOne() {
        try (ReconcilerLock second = server.ledger().reconcilerLock()) {
            try (ReconcilerLock first = server.ledger().reconcilerLock()) {
                assertThat(first.isHeld()).isFalse();
                assertThat(first.tryHold()).isTrue();
                assertThat(first.tryHold()).isTrue();
                assertThat(second.tryHold()).isFalse();
            }

            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!second.tryHold() && System.nanoTime() < deadline) {
                Thread.onSpinWait(); // until the server has noticed that the first has hung up
            }
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void losesTheReconcilersLockWithItsConnectionAndCanGetItAgain() throws SQLException {
        try (ReconcilerLock lock = server.ledger().reconcilerLock()) {
            lock.tryHold();
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

            assertThat(lock.isHeld()).isFalse();
            assertThat(lock.tryHold()).isTrue();
        }
    }

    @Test
    void hidesThePassword() {
        LedgerSettings settings = new LedgerSettings(
                "jdbc:postgresql://db/x?password=geheim", "me", "geheim", 1, "x", Duration.ofSeconds(1));

        assertThat(settings.toString()).doesNotContain("geheim");
        assertThatThrownBy(() -> new LedgerSettings("jdbc:mysql://db", "me", "", 1, "x", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void holdAtOnce(Ledger ledger, int connections) throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            held.add(ledger.dataSource().getConnection());
        }
        for (Connection each : held) {
            each.close();
        }
    }
}
