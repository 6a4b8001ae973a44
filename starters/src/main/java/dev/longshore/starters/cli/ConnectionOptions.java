package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a verb finds the API. */
public final class ConnectionOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the API is. Default: LONGSHORE_URL, else the ./longshore up that runs on the data"
                    + " folder, else http://127.0.0.1:8080.")
    private @Nullable String url;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder. Default: LONGSHORE_DATA, else data beside the launcher.")
    private @Nullable Path data;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long one request may take. Default: 60s.")
    private Duration timeout = Duration.ofSeconds(60);

    public Api api(Surroundings surroundings) {
        return new Api(() -> address(surroundings), new Secrets(surroundings).token(), timeout);
    }

    ApiAddress address(Surroundings surroundings) {
        return ApiAddress.find(url, dataFolder(surroundings), surroundings);
    }

    DataFolder dataFolder(Surroundings surroundings) {
        return DataFolder.of(data, surroundings);
    }
}
