package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommittedOverARestart() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            writeNote(server.jdbcUrl(), "kept");
        }

        try (EmbeddedPostgresServer again = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(ask(again.jdbcUrl(), "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void isAsDurableAsAServerShouldBe() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(name ->
                            assertThat(ask(server.jdbcUrl(), "SHOW " + name)).isEqualTo("on"));
        }
    }

    @Test
    void stopsTheServerThatOutlivedItsParentAndKeepsItsData() throws Exception {
        RunningServer survivor;
        try (ServerProcess parent = ServerProcess.start(PostgresParent.class, folder.toString())) {
            survivor = RunningServer.of(Long.parseLong(parent.nextLine()));
            writeNote(parent.nextLine(), "kept");
        }
        assertThat(survivor.isAlive()).isTrue();

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(survivor.isAlive()).isFalse();
            assertThat(ask(server.jdbcUrl(), "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void stopsASurvivorThatClientsAreStillConnectedTo() throws Exception {
        RunningServer survivor;
        String url;
        try (ServerProcess parent = ServerProcess.start(PostgresParent.class, folder.toString())) {
            survivor = RunningServer.of(Long.parseLong(parent.nextLine()));
            url = parent.nextLine();
        }

        try (Connection open = DriverManager.getConnection(url);
                EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(survivor.isAlive()).isFalse();
            assertThat(open.isValid(1)).isFalse();
            assertThat(ask(server.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void comesBackWithEverythingAfterItsServerWasKilled() throws Exception {
        EmbeddedPostgresServer killed = EmbeddedPostgresServer.start(folder, 0);
        writeNote(killed.jdbcUrl(), "kept");
        RunningServer.of(killed.pid()).kill();
        killed.close();

        try (EmbeddedPostgresServer again = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(ask(again.jdbcUrl(), "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void leavesAloneAProgramThatGotTheOldPid() throws Exception {
        EmbeddedPostgresServer killed = EmbeddedPostgresServer.start(folder, 0);
        RunningServer.of(killed.pid()).kill();
        killed.close();
        Path pidFile = folder.resolve("cluster").resolve("postmaster.pid");
        String mine = Long.toString(ProcessHandle.current().pid());
        Files.writeString(pidFile, Files.readString(pidFile).replaceFirst("^\\d+", mine));

        try (EmbeddedPostgresServer again = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(ask(again.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(RunningServer.of(server.pid()).listening())
                    .isNotEmpty()
                    .allMatch(ListeningSockets.Listening::isLoopback);
        }
    }

    @Test
    void hasASessionOfItsOwnSoThatAnInterruptOfTheTerminalPassesIt() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            long mine = new RunningServer(ProcessHandle.current()).session();

            assertThat(RunningServer.of(server.pid()).session()).isNotEqualTo(mine);
        }
    }

    @Test
    void keepsASecondOneOutOfItsFolder() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder, 0))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("in use by another Longshore (pid "
                            + ProcessHandle.current().pid() + ")");
            assertThat(server.pid()).isPositive();
        }
    }

    @Test
    void saysWhoHasThePort() throws Exception {
        try (ServerSocket taken = Loopback.listenOn(0)) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder, taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port %d (PostgreSQL) is taken by pid %d (java); set LONGSHORE_LOCAL_PORTS_POSTGRES"
                                    .formatted(
                                            taken.getLocalPort(),
                                            ProcessHandle.current().pid())
                            + " or use --free-ports");
        }
    }

    @Test
    void showsWhatTheServerSaidWhenItDidNotStart() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("foreign"), "not a database");
        Files.createFile(folder.resolve("cluster.ready"));

        assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder, 0))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("exists but is not empty")
                .hasMessageContaining("postgres.log");
    }

    @Test
    void beginsAnewWhereTheMakingOfItsFolderWasBrokenOff() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("postgresql.conf"), "");

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0)) {
            assertThat(ask(server.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void runsInAFolderWithABlankAndALongName() throws Exception {
        Path far = folder.resolve("my data").resolve("x".repeat(120));

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(far, 0)) {
            assertThat(ask(server.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    private static void writeNote(String url, String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA longshore CREATE TABLE note(text text)");
            statement.execute("ALTER ROLE longshore SET search_path = longshore");
            statement.execute("INSERT INTO longshore.note VALUES ('" + text + "')");
        }
    }

    private static String ask(String url, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
