package dev.longshore.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL as a process of its own, durable (fsync, synchronous commit), with the database and the user
 * {@code longshore}. It has a session of its own, so that a Ctrl-C in the terminal does not end it before those who
 * still need it; one that outlived its parent is stopped by the next start on the same folder.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60); // a killed one first replays its log
    private static final Duration UNPACKS_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

    private final FolderLock lock;
    private final PostgresCluster cluster;
    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;

    private EmbeddedPostgresServer(
            FolderLock lock, PostgresCluster cluster, EmbeddedPostgres server, ProcessHandle postmaster) {
        this.lock = lock;
        this.cluster = cluster;
        this.server = server;
        this.postmaster = postmaster;
    }

    /** With port 0 on a free one. Answers when the database can be used. */
    public static EmbeddedPostgresServer start(Path folder, int port) {
        Path home = folder.toAbsolutePath().normalize();
        FolderLock lock = FolderLock.take(home, FolderLock.MOMENT);
        try {
            PostgresCluster cluster = new PostgresCluster(home.resolve("cluster"));
            cluster.stopSurvivors();
            cluster.setAsideIfUnfinished();
            LocalPort chosen = new LocalPort("PostgreSQL", port, "LONGSHORE_LOCAL_PORTS_POSTGRES").chosen();
            chosen.requireFree();
            EmbeddedPostgres server = launch(home, cluster, chosen.number());
            ProcessHandle postmaster = prepared(server, cluster);
            return new EmbeddedPostgresServer(lock, cluster, server, postmaster);
        } catch (IOException error) {
            lock.close();
            throw new ServerFailedException("PostgreSQL did not start in " + home + ": " + error, error);
        } catch (RuntimeException error) {
            lock.close();
            throw error;
        }
    }

    public int port() {
        return server.getPort();
    }

    /** With the user in it: {@code jdbc:postgresql://127.0.0.1:5433/longshore?user=longshore}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/longshore?user=longshore";
    }

    public long pid() {
        return postmaster.pid();
    }

    /** Ends open connections; what was committed stays. A server that has ended by itself is only let go. */
    @Override
    public void close() {
        try (lock) {
            if (Survivors.hasEnded(postmaster)) {
                cluster.letGo(); // the library would wait for it, then complain at length
                return;
            }
            server.close();
            if (!Survivors.endsWithin(postmaster, STOPS_WITHIN)) {
                cluster.stopFast(postmaster); // only a log line says that the library could not
            }
        } catch (IOException error) {
            throw new ServerFailedException("PostgreSQL did not stop: " + error, error);
        }
    }

    private static EmbeddedPostgres launch(Path home, PostgresCluster cluster, int port) throws IOException {
        Path ours = PostgresPrograms.folderBeside(home);
        Path programs = ours.resolve("unpacked");
        ServerLog log = ServerLog.begin(home.resolve("postgres.log"));
        FolderLock unpacking = FolderLock.take(ours, UNPACKS_WITHIN);
        try (unpacking) {
            PostgresPrograms.removeHalfUnpacked(programs);
            return configured(cluster, port, log, programs).start();
        } catch (IOException | RuntimeException error) {
            throw new ServerFailedException(
                    "PostgreSQL did not start in %s: %s.%s%s"
                            .formatted(cluster.folder(), error.getMessage(), hint(), log.tail()),
                    error);
        }
    }

    private static EmbeddedPostgres.Builder configured(
            PostgresCluster cluster, int port, ServerLog log, Path programs) {
        System.setProperty(
                "ot.epg.working-dir", programs.resolveSibling("unused").toString()); // else in /tmp
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster.folder())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTS_WITHIN)
                .setOutputRedirector(log.redirect())
                .setErrorRedirector(log.redirect())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "") // its path may be too long, and nobody needs it
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("log_checkpoints", "off")
                .setPort(port);
    }

    private static String hint() {
        return "root".equals(System.getProperty("user.name"))
                ? " PostgreSQL does not run as root by itself; it needs user namespaces (does 'unshare -U true' work?)"
                        + " or another user."
                : "";
    }

    private static ProcessHandle prepared(EmbeddedPostgres server, PostgresCluster cluster) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            requireSameFolder(statement, cluster.folder());
            createUnlessThere(statement, "pg_roles WHERE rolname", "CREATE ROLE longshore LOGIN");
            createUnlessThere(statement, "pg_database WHERE datname", "CREATE DATABASE longshore OWNER longshore");
            cluster.markReady();
            return cluster.notedPid().flatMap(ProcessHandle::of).orElseThrow();
        } catch (SQLException | RuntimeException error) {
            server.close();
            throw new ServerFailedException("PostgreSQL could not be prepared: " + error.getMessage(), error);
        }
    }

    private static void requireSameFolder(Statement statement, Path folder) throws SQLException, IOException {
        try (ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            if (!Files.isSameFile(Path.of(row.getString(1)), folder)) {
                throw new ServerFailedException("another PostgreSQL answers on this port: " + row.getString(1));
            }
        }
    }

    private static void createUnlessThere(Statement statement, String where, String creation) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + where + " = 'longshore'")) {
            if (row.next()) {
                return;
            }
        }
        statement.execute(creation);
    }
}
