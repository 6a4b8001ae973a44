package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Show the version, the build and the Java it runs on.",
        footer = {"", "Example:", "  longshore version"})
final class VersionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        for (String line : new ProductVersion().getVersion()) {
            screen.line(line);
        }
        screen.flush();
        return ExitCodes.DONE;
    }
}
