package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.WrongSettingException;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.EmbeddedS3;
import dev.longshore.embedded.FolderLock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Database, store, queues and engine in one data folder, which belongs to one process at a time. */
final class LocalServers {

    private static final String KEY = "minioadmin";
    private static final List<String> BUCKETS = List.of("source-images", "zip-storage", "storage", "spaces");

    private final EmbeddedPostgresServer postgres;
    private final EmbeddedS3 s3;
    private final @Nullable LocalQueues queues;
    private final LocalEngine engine;

    /** Removes the {@code endpoints.json} that a killed one has left: from here on nothing is ready until all is. */
    LocalServers(Path data, LocalPorts ports, EngineChoice choice, StartedParts parts) throws Exception {
        create(data);
        parts.start(() -> FolderLock.take(data, Duration.ofSeconds(3)));
        new EndpointsFile(data).remove();
        ports.api().requireFree();
        queues = ports.sqs() == null
                ? null
                : parts.start(() -> LocalQueues.begin(data.resolve("queues"), Objects.requireNonNull(ports.sqs())));
        postgres = parts.start(() -> EmbeddedPostgresServer.start(
                data.resolve("postgres"), ports.postgres().number()));
        s3 = parts.start(() -> EmbeddedS3.start(data.resolve("s3"), ports.s3().number(), KEY, KEY));
        BUCKETS.forEach(s3::createBucket);
        engine = parts.start(() -> LocalEngine.start(choice, data, ports));
    }

    /** @param api null while the API does not run */
    Endpoints endpoints(@Nullable String api) {
        return new Endpoints(
                ProcessHandle.current().pid(),
                api,
                new Endpoints.S3(s3.endpoint().toString(), KEY, KEY),
                queues == null ? null : queues.endpoint(),
                null,
                postgres.jdbcUrl(),
                engine.endpoint(),
                null,
                null);
    }

    private static void create(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : e.getClass().getSimpleName().replace("Exception", "");
            throw new WrongSettingException("cannot use the data folder " + data + " (" + reason
                    + "): name another with --data or LONGSHORE_DATA");
        }
    }
}
