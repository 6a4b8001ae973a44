package dev.longshore.starters.running;

import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.EmbeddedS3;
import dev.longshore.starters.engine.JobEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One database server and one store for all tests, since starting them takes longer than most tests; a database for each app. */
public final class SharedServers implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedS3 s3;
    private final AtomicInteger databases = new AtomicInteger();

    SharedServers() {
        try {
            folder = Files.createTempDirectory("starters");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"), 0);
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, "key", "secret");
        List.of("source-images", "zip-storage", "closed").forEach(s3::createBucket);
    }

    /** An app with a database of its own. Its reconciler looks at nothing by itself unless the settings say so. */
    public RunningApi api(JobEngine engine, Map<String, Object> settings) {
        String database = "api_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + database + " OWNER longshore");
        return RunningApi.start(new Place(this, database), engine, settings);
    }

    /** Where an app's database and store are. */
    record Place(SharedServers servers, String database) {

        String jdbcUrl() {
            return servers.postgres.jdbcUrl().replace("/longshore?", "/" + database + "?");
        }

        URI store() {
            return servers.s3.endpoint();
        }

        /** Ends all connections and lets nobody in, as a database that is down does. */
        void shutDatabase() {
            servers.administer("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
            servers.administer(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
        }

        void openDatabase() {
            servers.administer("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
        }
    }

    @Override
    public void close() throws IOException {
        s3.close();
        postgres.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void administer(String statement) {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=postgres";
        try (Connection connection = DriverManager.getConnection(url);
                Statement administration = connection.createStatement()) {
            administration.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
