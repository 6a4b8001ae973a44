package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code longshore api} understands. The launcher runs it as a program of its own, see {@link LaunchedVerb}. */
@Command(
        name = "api",
        description = {
            "Run the API alone, for an engine, a database and stores of your own.",
            "They are found by TEMPORAL_ADDRESS, LONGSHORE_LEDGER_URL and LONGSHORE_S3_ENDPOINT, else by the data folder.",
        },
        footer = {"", "Example:", "  longshore api --port 8080"})
public final class ApiOptions {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Loopback address to listen on. Default: LONGSHORE_API_HOST, else 127.0.0.1.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port; 0 picks a free one. Default: LONGSHORE_API_PORT, else 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder of the up to join. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    public Optional<Integer> port() {
        return Optional.ofNullable(port);
    }

    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    public boolean isDebug() {
        return common.isDebug();
    }
}
