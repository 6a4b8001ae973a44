package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineCommandTest {

    @TempDir
    private Path folder;

    private final Typed typed = new Typed();

    @Test
    void buildsTheEngineWithGo() throws IOException {
        go("1.25.1", "echo \"$@\" > \"$GOBIN/asked\"; echo fetching >&2; cp \"$0\" \"$GOBIN/temporal\"");

        Outcome outcome = install();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualTo("The temporal CLI is in " + folder.resolve("data/engine/bin/temporal")
                        + "\nThe next ./longshore up runs its engine with it.\n");
        assertThat(outcome.err()).contains("Building", "fetching");
        assertThat(folder.resolve("data/engine/bin/asked"))
                .hasContent("install -ldflags -s -w github.com/temporalio/cli/cmd/temporal@v1.5.1");
    }

    @Test
    void saysTheOfficialWayWithoutGo() {
        Outcome outcome = install();

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err())
                .contains(
                        "there is no Go", "https://docs.temporal.io/cli", "brew install temporal", "TEMPORAL_CLI_PATH");
    }

    @Test
    void saysTheOfficialWayWithAnOldGo() throws IOException {
        go("1.24.9", "exit 3");

        assertThat(install().err()).contains("Go 1.25 or newer is needed, ", "is go1.24", "brew install temporal");
    }

    @Test
    void saysWhenGoFails() throws IOException {
        go("1.26", "echo no network >&2; exit 3");

        Outcome outcome = install();

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("no network", "error: go install ended with code 3");
    }

    @Test
    void adoptsTheEngine() {
        try (StubApi api = new StubApi().on("POST /api/engine/adopt", 200, "{\"engine\":\"in-process\"}")) {
            Outcome outcome = Typed.at(api).run("engine", "adopt");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains("is adopted");
            assertThat(Typed.at(api).run("engine", "adopt", "--json").out()).isEqualTo("{\"engine\":\"in-process\"}\n");
        }
    }

    private Outcome install() {
        return typed.with("PATH", folder.toString())
                .run("engine", "install", "--data", folder.resolve("data").toString());
    }

    private void go(String version, String script) throws IOException {
        String text = "#!/bin/sh\nPATH=/bin:/usr/bin\nif [ \"$1\" = version ]; then echo go version go" + version
                + " linux/amd64; exit 0; fi\n" + script + "\n";
        Path program = Files.writeString(folder.resolve("go"), text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
