package dev.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the worker as its users do. */
final class WorkerApplicationTest {

    private static final Map<String, String> NAMED =
            Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", "LONGSHORE_LEDGER_URL", "jdbc:postgresql://127.0.0.1:1/none");

    private static final int BY_SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    void refusesAnUnknownPoolAndNamesThoseThatThereAre() throws Exception {
        Map<String, String> environment = new HashMap<>(NAMED);
        environment.put("LONGSHORE_WORKER_POOLS", "archive,attic");

        WorkerProcess.Ended ended = WorkerProcess.run(environment);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).containsExactly("error: longshore.worker.pools is 'attic', allowed: archive, sync");
    }

    @Test
    void refusesArgumentsForItIsSetByItsEnvironment() throws Exception {
        WorkerProcess.Ended ended = WorkerProcess.run(NAMED, "--pools", "archive");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).singleElement().asString().contains("--pools", "./longshore worker");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            LONGSHORE_ARCHIVE_PART_SIZE | 1MB | error: longshore.archive.part-size is '1048576B', allowed: 5MB or more
            LONGSHORE_LEDGER_PASSWORD_FILE | /missing | error: LONGSHORE_LEDGER_PASSWORD_FILE names a file that cannot be read: /missing
            """)
    void saysInOneLineWhichSettingIsWrong(String variable, String value, String line) throws Exception {
        Map<String, String> environment = new HashMap<>(NAMED);
        environment.put(variable, value);

        WorkerProcess.Ended ended = WorkerProcess.run(environment);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).containsExactly(line);
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(NAMED);
            environment.put("LONGSHORE_WORKER_PORT", String.valueOf(taken.getLocalPort()));

            WorkerProcess.Ended ended = WorkerProcess.run(environment);

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.said())
                    .containsExactly("error: longshore.worker.port is '" + taken.getLocalPort()
                            + "', allowed: a port that nobody listens on, or 0 for any");
        }
    }

    @Test
    void endsWithFiveWhereNoEngineIsKnown() throws Exception {
        WorkerProcess.Ended ended = WorkerProcess.run(
                Map.of("TEMPORAL_ADDRESS", "", "LONGSHORE_ENGINE_ADDRESS", "", "LONGSHORE_DATA", folder.toString()));

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.said())
                .singleElement()
                .asString()
                .contains("no engine: set TEMPORAL_ADDRESS, or run ./longshore up", folder.toString());
    }

    @Test
    void endsWithFiveWhereTheLocalModeIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        new EndpointsFile(folder).write(endpoints(gone.pid(), "127.0.0.1:1"));

        WorkerProcess.Ended ended = WorkerProcess.run(Map.of("LONGSHORE_DATA", folder.toString()));

        assertThat(ended.code()).isEqualTo(5);
    }

    @Test
    void saysWhichFileIsSpoiled() throws Exception {
        Files.writeString(folder.resolve("endpoints.json"), "{\"pid\":");

        WorkerProcess.Ended ended = WorkerProcess.run(Map.of("LONGSHORE_DATA", folder.toString()));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said())
                .singleElement()
                .asString()
                .contains(folder.resolve("endpoints.json") + " cannot be read");
    }

    @Test
    void waitsForALedgerInOneLineAndEndsAtOnceWhenItIsTold() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(NAMED)) {
            List<String> said = worker.linesUpTo("waiting: ");
            WorkerProcess.Ended ended = worker.terminated();

            assertThat(said).hasSize(2);
            assertThat(said.get(0)).contains("worker health and metrics at http://127.0.0.1:");
            assertThat(said.get(1)).contains("WARN").containsIgnoringCase("127.0.0.1:1 refused");
            assertThat(ended.code()).isEqualTo(BY_SIGTERM);
            assertThat(ended.said()).isEmpty();
        }
    }

    @Test
    void isNotFloodedByADebugSwitchOfTheOriginals() throws Exception {
        Map<String, String> environment = new HashMap<>(NAMED);
        environment.put("DEBUG", "0");
        try (WorkerProcess worker = WorkerProcess.start(environment)) {
            assertThat(worker.linesUpTo("waiting: ")).hasSize(2);
        }
    }

    @Test
    void joinsTheLocalModeUnlessItsEnvironmentNamesAnEngine() throws Exception {
        new EndpointsFile(folder).write(endpoints(ProcessHandle.current().pid(), "127.0.0.1:7"));
        Map<String, String> other = Map.of(
                "LONGSHORE_DATA", folder.toString(),
                "TEMPORAL_ADDRESS", "127.0.0.1:9",
                "LONGSHORE_LEDGER_URL", "jdbc:postgresql://127.0.0.1:3/other");

        try (WorkerProcess joined = WorkerProcess.start(Map.of("LONGSHORE_DATA", folder.toString()));
                WorkerProcess apart = WorkerProcess.start(other)) {
            assertThat(joined.linesUpTo("waiting: ")).last().asString().contains("127.0.0.1:2");
            assertThat(apart.linesUpTo("waiting: ")).last().asString().contains("127.0.0.1:3");
        }
    }

    private static Endpoints endpoints(long pid, String engine) {
        return new Endpoints(
                pid,
                null,
                new Endpoints.S3("http://127.0.0.1:1", "key", "secret"),
                null,
                null,
                "jdbc:postgresql://127.0.0.1:2/longshore?user=longshore",
                new Endpoints.Engine("in-process", engine, null),
                null,
                null);
    }
}
