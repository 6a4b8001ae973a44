package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code longshore demo} understands. The launcher runs it as a program of its own, see {@link LaunchedVerb}. */
@Command(
        name = "demo",
        description = {
            "Show a room at work, killed worker included, and prove that nothing was lost. Ends by itself.",
            "Uses free ports and a data folder of its own. What it made is kept in demo in the data folder.",
        },
        footer = {"", "Examples:", "  longshore demo archive", "  longshore demo sync"})
public final class DemoOptions {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ROOM",
            description = "The room to show: archive or sync. Default: archive.")
    private String room = "archive";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    public String room() {
        return room;
    }

    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    public boolean isDebug() {
        return common.isDebug();
    }
}
