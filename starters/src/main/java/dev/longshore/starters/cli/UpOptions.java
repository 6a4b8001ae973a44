package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code longshore up} understands. The launcher runs it as a program of its own, see {@link LaunchedVerb}. */
@Command(
        name = "up",
        description = {
            "Run everything on this machine: API, workers, engine, store, queues and database, on loopback.",
            "Ctrl-C stops it all; the next up goes on with the jobs that were not finished, also after a crash.",
            "Ports can be set by LONGSHORE_LOCAL_PORTS_API, _S3, _SQS, _POSTGRES, _ENGINE and _UI; 0 picks a free one.",
        },
        footer = {"", "Examples:", "  longshore up", "  longshore up --free-ports --data /tmp/trial"})
public final class UpOptions {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    @Option(names = "--free-ports", description = "Use any free ports instead of the usual ones.")
    private boolean freePorts;

    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    public boolean isOnFreePorts() {
        return freePorts;
    }

    public boolean isDebug() {
        return common.isDebug();
    }
}
