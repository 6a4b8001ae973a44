package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.DevServer;
import dev.longshore.embedded.EmbeddedEngine;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

final class EngineConnectionTest {

    @TempDir
    private Path folder;

    @Test
    void learnsFromItsAnswersThatAnEngineIsInProcess() {
        try (EmbeddedEngine engine = EmbeddedEngine.start(0);
                EngineConnection connection = connection(engine.address())) {
            EngineFacts facts = connection.ask();

            assertThat(facts.isInProcess()).isTrue();
            assertThat(facts.id()).isEqualTo("in-process");
            assertThat(facts.line())
                    .isEqualTo("engine: in-process, without a memory that outlives it (the ledger starts jobs again),"
                            + " schedules, reset, a Web UI");
        }
    }

    @Test
    void knowsARealEngineByTheIdOfItsNamespace() throws Exception {
        try (FakeEngine engine = FakeEngine.start();
                EngineConnection connection = connection(engine.address())) {
            EngineFacts facts = connection.ask();

            assertThat(facts).isEqualTo(new EngineFacts("id of default", "external", List.of()));
            assertThat(facts.line()).isEqualTo("engine: external");
        }
    }

    @Test
    void takesAnEngineThatKeepsItsRunsInSqliteForADevServer() throws Exception {
        try (FakeEngine engine = FakeEngine.start().keepingRunsIn("sqlite");
                EngineConnection connection = connection(engine.address())) {
            assertThat(connection.ask()).isEqualTo(new EngineFacts("id of default", "dev-server", List.of()));
        }
    }

    @Test
    void takesNoEngineForADevServerBecauseOfItsWebInterface() throws Exception {
        try (FakeEngine engine = FakeEngine.start();
                EngineConnection connection = connection(Map.of(
                        "longshore.engine.address",
                        engine.address(),
                        "longshore.engine.namespace",
                        "files",
                        "longshore.engine.ui",
                        "http://127.0.0.1:8233"))) {
            assertThat(connection.ask()).isEqualTo(new EngineFacts("id of files", "external", List.of()));
        }
    }

    @Test
    void findsTheSearchAttributesThatAnAdminHasRegistered() throws Exception {
        try (FakeEngine engine = FakeEngine.start();
                EngineConnection connection = connection(engine.address())) {
            engine.operator().letsAdminsOnly();
            engine.operator().registers("LongshoreRoom");
            assertThat(connection.registerSearchAttributes()).isFalse();

            engine.operator().registers("LongshoreSource");

            assertThat(connection.registerSearchAttributes()).isTrue();
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "TEMPORAL_CLI_PATH",
            matches = ".+",
            disabledReason = "TEMPORAL_CLI_PATH names no Temporal CLI")
    void takesARealServerForOneAndRegistersItsSearchAttributesTwice() {
        Path cli = Path.of(Objects.requireNonNull(System.getenv("TEMPORAL_CLI_PATH")));
        try (DevServer server = DevServer.start(cli, folder, 0, 0);
                EngineConnection connection = connection(server.address())) {
            assertThat(connection.ask().way()).isEqualTo("dev-server");
            assertThat(connection.ask().id()).matches("[0-9a-f-]{36}");
            assertThat(connection.registerSearchAttributes()).isTrue();
            assertThat(connection.registerSearchAttributes()).isTrue();
        }
    }

    @Test
    void isMadeWithoutAnEngineAndSaysInOneLineThatNoneAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (EngineConnection connection = connection("127.0.0.1:" + free)) {
            assertThatThrownBy(connection::ask)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessage("the engine at 127.0.0.1:" + free + " does not answer: UNAVAILABLE");
            assertThatThrownBy(connection::registerSearchAttributes).isInstanceOf(EngineUnavailableException.class);
        }
    }

    @Test
    void doesNotWaitForeverForAnEngineThatAcceptsAndIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EngineConnection connection = connection("127.0.0.1:" + silent.getLocalPort())) {
            assertThatThrownBy(connection::ask)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void asksAgainOnceTheEngineIsThere() throws Exception {
        int port;
        try (FakeEngine earlier = FakeEngine.start()) {
            port = earlier.port();
        }
        try (EngineConnection connection = connection("127.0.0.1:" + port)) {
            assertThatThrownBy(connection::ask).isInstanceOf(EngineUnavailableException.class);

            try (EmbeddedEngine engine = EmbeddedEngine.start(port)) {
                assertThat(engine.port()).isEqualTo(port);
                assertThat(untilItAnswers(connection).isInProcess()).isTrue();
            }
        }
    }

    @Test
    void saysThatTheNamespaceIsMissing() throws Exception {
        try (FakeEngine engine = FakeEngine.refusing(Status.NOT_FOUND);
                EngineConnection connection = connection(engine.address())) {
            assertThatThrownBy(connection::ask)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessage("the engine at " + engine.address() + " has no namespace 'default'");
        }
    }

    @Test
    void saysThatTheEngineLetsNobodyIn() throws Exception {
        try (FakeEngine engine = FakeEngine.refusing(Status.PERMISSION_DENIED);
                EngineConnection connection = connection(engine.address())) {
            assertThatThrownBy(connection::ask)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessage("the engine at " + engine.address() + " refuses us: PERMISSION_DENIED");
        }
    }

    private static EngineFacts untilItAnswers(EngineConnection connection) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return connection.ask();
            } catch (EngineUnavailableException away) {
                assertThat(System.nanoTime()).as("still away: %s", away).isLessThan(end);
            }
        }
    }

    private static EngineConnection connection(String address) {
        return connection(Map.of("longshore.engine.address", address));
    }

    private static EngineConnection connection(Map<String, Object> settings) {
        return new EngineConnection(Settings.properties(settings).engine());
    }
}
