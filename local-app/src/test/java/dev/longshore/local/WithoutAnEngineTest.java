package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.LocalPort;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.WorkerApplication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where there is no engine: one line that can be read, and no stack trace. */
final class WithoutAnEngineTest {

    @ParameterizedTest
    @ValueSource(classes = {ApiApplication.class, WorkerApplication.class})
    void endsWhereNoEngineIsNamed(Class<?> app, @TempDir Path folder) {
        Map<String, String> environment = Map.of(
                "LONGSHORE_LEDGER_URL",
                "jdbc:postgresql://127.0.0.1:1/none",
                "LONGSHORE_DATA",
                folder.resolve("data").toString());
        try (ChildProcess process = ChildProcess.start(app, folder.resolve("log"), environment)) {

            assertThat(process.exitCode()).as(process.output()).isEqualTo(5);
            assertThat(process.output().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("error: no engine")
                    .contains("TEMPORAL_ADDRESS", "longshore up");
        }
    }

    @Test
    void waitsForAnEngineThatIsAway(@TempDir Path folder) {
        String address = "127.0.0.1:" + LocalPort.free(1).get(0);
        int port = LocalPort.free(1).get(0);
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"), 0)) {
            Map<String, String> environment =
                    Map.of("TEMPORAL_ADDRESS", address, "LONGSHORE_LEDGER_URL", postgres.jdbcUrl());
            try (ChildProcess api = ChildProcess.start(
                            ApiApplication.class, folder.resolve("api.log"), environment, "--port", "" + port);
                    ChildProcess worker =
                            ChildProcess.start(WorkerApplication.class, folder.resolve("worker.log"), environment)) {
                requireWaiting(api, address);
                requireWaiting(worker, address);
                assertThat(new Rest("http://127.0.0.1:" + port)
                                .get("/api/health")
                                .statusCode())
                        .isEqualTo(503);

                worker.stop();
                worker.exitCode();
                assertThat(worker.output()).doesNotContain("\tat ");
            }
        }
    }

    private static void requireWaiting(ChildProcess process, String address) {
        Eventually.holds("a word about the engine", () -> process.output().contains(address));
        assertThat(process.isAlive()).isTrue();
        assertThat(process.output())
                .containsIgnoringCase("waiting: the engine at " + address)
                .doesNotContain("\tat ");
    }
}
