package dev.longshore.starters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is written behind {@code longshore api}. */
@Command(
        name = "longshore api",
        sortOptions = false,
        description = "Serves the REST API, and keeps ledger and engine in agreement.",
        footer = {
            "",
            "Examples:",
            "  longshore api --port 8081",
            "  TEMPORAL_ADDRESS=temporal:7233 LONGSHORE_LEDGER_URL=jdbc:postgresql://db/longshore longshore api"
        })
final class ApiOptions implements Runnable {

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 picks a free one (8080).")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "Loopback address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Data folder of a running ./longshore up to join (data).")
    private @Nullable Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private boolean wanted;

    @Override
    public void run() {
        wanted = true;
    }

    /** False if only help was asked for. */
    boolean isWanted() {
        return wanted && !help;
    }

    Path data() {
        String usual = Objects.requireNonNullElse(System.getenv("LONGSHORE_DATA"), "data");
        return data == null ? Path.of(usual) : data;
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (port != null) {
            settings.put("longshore.api.port", port);
        }
        if (host != null) {
            settings.put("longshore.api.host", host);
        }
        return settings;
    }
}
