package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.EmbeddedS3;
import dev.longshore.embedded.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Database, store and engine in one data folder, which belongs to one process at a time. Closed in reverse order. */
final class LocalServers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalServers.class);
    private static final String KEY = "minioadmin";
    private static final List<String> BUCKETS = List.of("source-images", "zip-storage", "storage", "spaces");

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedS3 s3;
    private final LocalEngine engine;

    /** Nothing is left running if one of them cannot start. */
    LocalServers(Path data, LocalPorts ports, EngineChoice choice) {
        try {
            Files.createDirectories(data);
            running.push(FolderLock.take(data, Duration.ofSeconds(3)));
            ports.api().requireFree();
            postgres = EmbeddedPostgresServer.start(
                    data.resolve("postgres"), ports.postgres().number());
            running.push(postgres);
            s3 = EmbeddedS3.start(data.resolve("s3"), ports.s3().number(), KEY, KEY);
            running.push(s3);
            BUCKETS.forEach(s3::createBucket);
            engine = LocalEngine.start(choice, data, ports);
            running.push(engine);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** @param api null while the API does not run */
    Endpoints endpoints(@Nullable String api) {
        return new Endpoints(
                ProcessHandle.current().pid(),
                api,
                new Endpoints.S3(s3.endpoint().toString(), KEY, KEY),
                null,
                null,
                postgres.jdbcUrl(),
                engine.endpoint(),
                null,
                null);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                LOG.warn("could not stop everything: {}", failure.getMessage());
            }
        }
    }
}
