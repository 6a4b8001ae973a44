package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code longshore worker} understands. The launcher runs it as a program of its own, see {@link LaunchedVerb}. */
@Command(
        name = "worker",
        description = {
            "Run workers of some rooms beside an up, or against an engine of your own (TEMPORAL_ADDRESS).",
            "Ctrl-C lets what is running reach a point from which another worker goes on, then ends.",
        },
        footer = {"", "Example:", "  longshore worker --pools archive,sync --host scanner-1"})
public final class WorkerOptions {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--pools",
            split = ",",
            paramLabel = "ROOM",
            description = "The rooms to work for. Default: LONGSHORE_WORKER_POOLS, else archive.")
    private List<String> pools = List.of();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "Whose folders these are, for the room sync. Default: LONGSHORE_SYNC_HOST, else the machine's name.")
    private @Nullable String host;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder of the up to join. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    /** Empty where none were named. */
    public List<String> pools() {
        return List.copyOf(pools);
    }

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    public boolean isDebug() {
        return common.isDebug();
    }
}
