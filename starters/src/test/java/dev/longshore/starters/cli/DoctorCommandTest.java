package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    @BeforeEach
    void useNothingOfThisMachine() {
        typed.with("LONGSHORE_DATA", folder.toString()).with("PATH", folder.toString());
        for (String part : new String[] {"API", "S3", "SQS", "POSTGRES", "ENGINE", "UI"}) {
            typed.with("LONGSHORE_LOCAL_PORTS_" + part, "0");
        }
    }

    @Test
    void looksAtEverythingWithoutAServer() {
        Outcome outcome = typed.run("doctor");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("ok    java            Java " + System.getProperty("java.version"))
                .contains(
                        "warn  maven           there is no mvn on the PATH\n                      -> what is built runs")
                .contains("ok    port UI         any free one")
                .contains("ok    engine          in-process")
                .contains("ok    store           none is set")
                .contains("ok    database        none is set");
    }

    @Test
    void saysEachFindingAsJson() {
        assertThat(typed.run("doctor", "--json").out().lines())
                .contains("{\"check\":\"port API\",\"verdict\":\"ok\",\"what\":\"any free one\",\"remedy\":null}")
                .allSatisfy(line -> assertThat(JsonDocument.read(line).fields()).hasSize(4));
    }

    @Test
    void saysWhoTookAPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = typed.with("LONGSHORE_LOCAL_PORTS_S3", String.valueOf(taken.getLocalPort()))
                    .run("doctor");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out())
                    .contains("warn  port S3         " + taken.getLocalPort() + " is taken")
                    .contains("-> set LONGSHORE_LOCAL_PORTS_S3 to another, or use up --free-ports");
            if (Files.exists(Path.of("/proc/net/tcp"))) {
                assertThat(outcome.out())
                        .contains("by process " + ProcessHandle.current().pid() + " (java)");
            }
        }
    }

    @Test
    void knowsItsOwnPortsAndServices() throws IOException {
        try (StubApi api =
                new StubApi().on("GET /api/health", 200, "{\"status\":\"up\",\"engine\":{\"way\":\"in-process\"}}")) {
            Files.writeString(folder.resolve("endpoints.json"), """
                    {"pid":%d,"api":"%s","s3":{"endpoint":"%s"},"sqs":"%s","postgres":"jdbc:postgresql://127.0.0.1:%d/longshore?user=longshore",
                    "engine":{"way":"in-process","address":"127.0.0.1:%d","ui":null}}""".formatted(
                            ProcessHandle.current().pid(), api.url(), api.url(), api.url(), api.port(), api.port()));

            Outcome outcome = typed.with("LONGSHORE_LOCAL_PORTS_API", String.valueOf(api.port()))
                    .with("LONGSHORE_LOCAL_PORTS_SQS", String.valueOf(api.port()))
                    .with("LONGSHORE_LOCAL_PORTS_POSTGRES", String.valueOf(api.port()))
                    .run("doctor");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out())
                    .contains("ok    port API        " + api.port() + " is used by Longshore, which runs")
                    .contains("ok    port SQS        " + api.port() + " is used by Longshore, which runs")
                    .contains("ok    port POSTGRES   " + api.port() + " is used by Longshore, which runs")
                    .contains("ok    api             " + api.url() + " answers: status up, engine in-process")
                    .contains("ok    engine          in-process, at 127.0.0.1:" + api.port() + ", run by up")
                    .contains("ok    store           127.0.0.1:" + api.port() + " listens")
                    .contains("ok    database        127.0.0.1:" + api.port() + " listens");
        }
    }

    @Test
    void tellsWhatTheApiSuffersFrom() {
        String health = """
                {"status":"down","ledger":{"status":"up","detail":null},"engine":{"status":"foreign","way":"external",\
                "lacks":["schedules"],"detail":"jobs are unfinished on another"},"store":{"status":"up","detail":null}}""";
        try (StubApi api = new StubApi().on("GET /api/health", 503, health)) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("doctor");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out())
                    .contains("answers: status down, ledger up, engine foreign external jobs are unfinished on another,"
                            + " store up\n                      -> longshore engine adopt, if");
        }
    }

    @Test
    void failsWhenAStrangerAnswers() {
        try (StubApi api = new StubApi().on("GET /api/health", 200, "{}")) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("doctor");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out()).contains("fail  api             ");
        }
    }

    @Test
    void failsWhereWhatIsSetCannotBeReached() {
        Outcome outcome = typed.with("TEMPORAL_ADDRESS", "127.0.0.1:1")
                .with("LONGSHORE_S3_ENDPOINT", "http://127.0.0.1:1")
                .with("LONGSHORE_LEDGER_URL", "jdbc:postgresql://127.0.0.1:1/longshore")
                .with("LONGSHORE_URL", "http://127.0.0.1:1")
                .run("doctor");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("fail  engine          external, at 127.0.0.1:1: connection refused")
                .contains("fail  store           127.0.0.1:1: connection refused")
                .contains("fail  database        127.0.0.1:1: connection refused")
                .contains("fail  api             no Longshore API at http://127.0.0.1:1, as LONGSHORE_URL says");
    }

    @Test
    void failsOnWrongSettings() throws IOException {
        String inAFile =
                Files.createFile(folder.resolve("file")).resolve("data").toString();
        Outcome outcome = typed.with("LONGSHORE_ENGINE", "docker")
                .with("LONGSHORE_LOCAL_PORTS_API", "99999")
                .run("doctor", "--data", inAFile);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("LONGSHORE_ENGINE is 'docker'", "allowed are auto, external, dev-server and in-process")
                .contains("LONGSHORE_LOCAL_PORTS_API is '99999'")
                .contains("fail  disk            " + inAFile + " cannot be written");
    }

    @Test
    void findsTheEngineThatIsInstalled() throws IOException {
        Path program = Files.createDirectories(folder.resolve("engine/bin")).resolve("temporal");
        Files.writeString(program, "#!/bin/sh\necho temporal version 0.0.0-DEV\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(typed.run("doctor").out()).contains("dev server, durable, by " + program);
        assertThat(typed.with("TEMPORAL_CLI_PATH", "/nowhere").run("doctor").out())
                .contains("fail  engine          TEMPORAL_CLI_PATH names /nowhere, which is no program");
    }
}
