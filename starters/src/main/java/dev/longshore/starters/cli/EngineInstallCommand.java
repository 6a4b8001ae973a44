package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "install",
        description = {
            "Build the temporal CLI with Go into the data folder, so that up runs a durable engine with a Web UI.",
            "Takes some minutes the first time. Needs Go 1.25 or newer and a way to the Go modules.",
        },
        footer = {"", "Example:", "  longshore engine install"})
final class EngineInstallCommand implements Callable<Integer> {

    private static final String MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1";
    private static final String OTHERWISE = "install the temporal CLI as https://docs.temporal.io/cli says"
            + " (brew install temporal, or its download page), then set TEMPORAL_CLI_PATH to it";

    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    EngineInstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path go = new Programs(surroundings)
                .find("go")
                .orElseThrow(() -> CommandFailure.noAnswer("there is no Go (1.25 or newer) on the PATH", OTHERWISE));
        requireNewEnough(go);
        Path folder = DataFolder.of(data, surroundings).engineFolder();
        build(go, Files.createDirectories(folder));
        Screen screen = new Screen(surroundings);
        screen.line("The temporal CLI is in " + folder.resolve("temporal"));
        screen.line("The next ./longshore up runs its engine with it.");
        screen.flush();
        return ExitCodes.DONE;
    }

    private static void requireNewEnough(Path go) {
        String version = Programs.answer(go, "version").orElse("").strip();
        Matcher matcher = Pattern.compile("go(\\d{1,4})\\.(\\d{1,4})").matcher(version);
        boolean isKnown = matcher.find();
        boolean isNew = isKnown && (Integer.parseInt(matcher.group(1)) > 1 || Integer.parseInt(matcher.group(2)) >= 25);
        if (!isNew) {
            String found = isKnown ? "is " + matcher.group() : "does not say its version";
            throw CommandFailure.noAnswer("Go 1.25 or newer is needed, " + go + " " + found, OTHERWISE);
        }
    }

    /** Repeating it is harmless: Go builds anew only what is missing, and puts the program in place when it is whole. */
    private void build(Path go, Path folder) throws IOException, InterruptedException {
        new Screen(surroundings).note("Building " + MODULE + " with " + go + " (some minutes the first time) …");
        ProcessBuilder builder = new ProcessBuilder(Programs.command(go, "install", "-ldflags", "-s -w", MODULE))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("GOBIN", folder.toString());
        Process process = builder.start();
        try (InputStream said = process.getInputStream()) {
            said.transferTo(surroundings.err());
            int exitCode = process.waitFor();
            boolean isThere = Programs.isProgram(folder.resolve("temporal"));
            if (exitCode != 0 || !isThere) {
                throw CommandFailure.noAnswer(
                        "go install ended with code " + exitCode, "if it keeps failing, " + OTHERWISE);
            }
        } finally {
            process.destroy();
        }
    }

    /** Where the engine's program is that the data folder holds, if it does. */
    static Optional<Path> installed(DataFolder data) {
        return Optional.of(data.engineFolder().resolve("temporal")).filter(Programs::isProgram);
    }
}
