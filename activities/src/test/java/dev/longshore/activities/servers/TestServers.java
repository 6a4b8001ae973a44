package dev.longshore.activities.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.EmbeddedS3;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerSettings;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.Credentials;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** A real store and a real ledger, started once for all tests that ask for them. */
public final class TestServers implements AutoCloseable {

    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secretsecret";
    private static final Namespace OURS = Namespace.create(TestServers.class);

    private final EmbeddedPostgres postgres;
    private final EmbeddedS3 s3;
    private final Path folder;
    private final Ledger ledger;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

    private TestServers(EmbeddedPostgres postgres, EmbeddedS3 s3, Path folder) throws SQLException {
        this.postgres = postgres;
        this.s3 = s3;
        this.folder = folder;
        asOwner("CREATE ROLE longshore SUPERUSER LOGIN");
        this.ledger = Ledger.connect(settings());
        ledger.migrate();
    }

    /** Those that all tests of this run share. */
    public static TestServers of(ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(TestServers.class, key -> start(), TestServers.class);
    }

    private static TestServers start() {
        try {
            Path folder = Files.createTempDirectory("longshore-store-");
            EmbeddedS3 s3 = EmbeddedS3.start(folder, 0, ACCESS_KEY, SECRET_KEY);
            return new TestServers(EmbeddedPostgres.builder().start(), s3, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store, who may do all in it, and whether it takes checksums. */
    public record Place(URI endpoint, Credentials keys, ChecksumMode checksums) {

        public static Place of(URI endpoint) {
            return new Place(endpoint, new Credentials(ACCESS_KEY, SECRET_KEY), ChecksumMode.WHEN_SUPPORTED);
        }

        /** To be closed by the caller. */
        public S3Client client() {
            AwsBasicCredentials basic = AwsBasicCredentials.create(keys.accessKey(), keys.secretKey());
            boolean adds = checksums == ChecksumMode.WHEN_SUPPORTED;
            return S3Client.builder()
                    .endpointOverride(endpoint)
                    .forcePathStyle(true)
                    .serviceConfiguration(S3Configuration.builder()
                            .chunkedEncodingEnabled(adds)
                            .build())
                    .requestChecksumCalculation(
                            adds ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(basic))
                    .build();
        }
    }

    public Place place() {
        return Place.of(s3.endpoint());
    }

    public EmbeddedS3 s3() {
        return s3;
    }

    public Ledger ledger() {
        return ledger;
    }

    public ScheduledExecutorService clock() {
        return clock;
    }

    /** From now on the ledger lets nobody in, and whoever is in is thrown out. */
    public void closeTheLedger() throws SQLException {
        asOwner("ALTER ROLE longshore NOLOGIN");
        asOwner("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'longshore'");
    }

    /** Returns when it answers: a pool that was refused takes its time until it tries to connect again. */
    public void openTheLedger() throws SQLException {
        asOwner("ALTER ROLE longshore LOGIN");
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private boolean answers() {
        try {
            ledger.jobs().find("archive:" + UUID.randomUUID());
            return true;
        } catch (LedgerUnavailableException notYet) {
            return false;
        }
    }

    public void asOwner(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The store loses it, and knows the upload and its other parts. */
    public void losePart(String uploadId, int number) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> parts = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(uploadId))
                    .filter(file -> file.toString().endsWith("-" + number))
                    .toList();
            assertThat(parts).hasSize(1);
            Files.delete(parts.get(0));
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        ledger.close();
        s3.close();
        postgres.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private LedgerSettings settings() {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        return new LedgerSettings(url, "longshore", "", 20, "test", Duration.ofMillis(400));
    }
}
