package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsWorkflowsOverARestartOnAnotherPort() {
        Path cli = temporalCli();
        try (DevServer server = DevServer.start(cli, folder, 0, 0);
                EngineClient client = new EngineClient(server.address())) {
            client.startWorkflow("archive:1");
        }

        try (DevServer again = DevServer.start(cli, folder, 0, 0);
                EngineClient client = new EngineClient(again.address())) {
            assertThat(client.isRunning("archive:1")).isTrue();
        }
    }

    @Test
    void keepsWorkflowsWhenItIsKilled() {
        Path cli = temporalCli();
        DevServer killed = DevServer.start(cli, folder, 0, 0);
        try (EngineClient client = new EngineClient(killed.address())) {
            client.startWorkflow("archive:1");
        }
        RunningServer.of(killed.pid()).kill();
        killed.close();

        try (DevServer again = DevServer.start(cli, folder, 0, 0);
                EngineClient client = new EngineClient(again.address())) {
            assertThat(client.isRunning("archive:1")).isTrue();
        }
    }

    @Test
    void stopsTheServerThatOutlivedItsParent() throws Exception {
        Path cli = temporalCli();
        RunningServer survivor;
        try (ServerProcess parent = ServerProcess.start(DevServerParent.class, cli.toString(), folder.toString())) {
            survivor = RunningServer.of(Long.parseLong(parent.nextLine()));
            try (EngineClient client = new EngineClient(parent.nextLine())) {
                client.startWorkflow("archive:1");
            }
        }
        assertThat(survivor.isAlive()).isTrue();

        try (DevServer server = DevServer.start(cli, folder, 0, 0);
                EngineClient client = new EngineClient(server.address())) {
            assertThat(survivor.isAlive()).isFalse();
            assertThat(client.isRunning("archive:1")).isTrue();
        }
    }

    @Test
    void leavesTheServerOfAnotherFolderAlone() {
        Path cli = temporalCli();
        try (DevServer other = DevServer.start(cli, folder.resolve("other"), 0, 0);
                DevServer server = DevServer.start(cli, folder.resolve("mine"), 0, 0)) {
            assertThat(RunningServer.of(other.pid()).isAlive()).isTrue();
            assertThat(server.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void knowsTheSearchAttributes() {
        try (DevServer server = DevServer.start(temporalCli(), folder, 0, 0);
                EngineClient client = new EngineClient(server.address())) {
            assertThat(client.searchAttributes()).contains("LongshoreRoom", "LongshoreSource");
        }
    }

    @Test
    void showsItsPages() throws Exception {
        try (DevServer server = DevServer.start(temporalCli(), folder, 0, 0)) {
            assertThat(statusOf(server.ui())).isEqualTo(200);
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (DevServer server = DevServer.start(temporalCli(), folder, 0, 0)) {
            assertThat(RunningServer.of(server.pid()).listening())
                    .anyMatch(socket -> socket.port() == server.port())
                    .allMatch(ListeningSockets.Listening::isLoopback);
        }
    }

    @Test
    void hasASessionOfItsOwnSoThatAnInterruptOfTheTerminalPassesIt() throws Exception {
        try (DevServer server = DevServer.start(temporalCli(), folder, 0, 0)) {
            long mine = new RunningServer(ProcessHandle.current()).session();

            assertThat(RunningServer.of(server.pid()).session()).isNotEqualTo(mine);
        }
    }

    @Test
    void keepsASecondOneOutOfItsFolder() {
        Path cli = temporalCli();
        try (DevServer server = DevServer.start(cli, folder, 0, 0)) {
            assertThatThrownBy(() -> DevServer.start(cli, folder, 0, 0))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("in use by another Longshore");
            assertThat(RunningServer.of(server.pid()).isAlive()).isTrue();
        }
    }

    @Test
    void showsWhatTheProgramSaidWhenItDidNotStart() throws Exception {
        Path notTemporal = Path.of("/bin/ls");

        assertThatThrownBy(() -> DevServer.start(notTemporal, folder, 0, 0))
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("engine.log")
                .hasMessageContaining("unrecognized option");
    }

    @Test
    void takesTheProgramThatIsNamedBeforeTheOneOnThePath() throws Exception {
        Path named = program(folder.resolve("named").resolve("temporal-1.5"));
        Path onPath = program(folder.resolve("bin").resolve("temporal"));
        String path = folder + ":" + onPath.getParent();

        assertThat(DevServer.findCli(Map.of("PATH", path))).contains(onPath);
        assertThat(DevServer.findCli(Map.of("PATH", path, "TEMPORAL_CLI_PATH", named.toString())))
                .contains(named);
        assertThat(DevServer.findCli(Map.of("PATH", path, "TEMPORAL_CLI_PATH", folder.resolve("no") + "")))
                .isEmpty();
        assertThat(DevServer.findCli(Map.of())).isEmpty();
    }

    private static Path temporalCli() {
        Optional<Path> cli =
                Optional.ofNullable(System.getenv("TEMPORAL_CLI_PATH")).map(Path::of);
        Assumptions.assumeTrue(cli.isPresent(), "TEMPORAL_CLI_PATH is not set: no Temporal server to test with");
        return cli.orElseThrow();
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static int statusOf(URI page) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20)).build();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
