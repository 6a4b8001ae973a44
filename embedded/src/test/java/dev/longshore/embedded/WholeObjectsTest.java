package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Nobody sees an object that is being written, nor one whose writing was killed. */
class WholeObjectsTest {

    private static final String BUCKET = "notes";
    private static final int HALF = 1_000_000;

    @TempDir
    Path folder;

    private Path bucket;

    @BeforeEach
    void set() {
        bucket = folder.resolve(BUCKET);
    }

    @Test
    void aPutUnderWayIsNotListedAndGoesWithItsServer() throws Exception {
        CompletableFuture<Void> put;
        try (PipedOutputStream body = new PipedOutputStream();
                ServerProcess process = ServerProcess.start(S3ServerMain.class, folder.toString(), "0", BUCKET);
                S3Client client = S3Clients.ofMain(URI.create(process.nextLine()))) {
            put = halfAPut(client, body);
            assertThat(Deadline.of(Duration.ofSeconds(20)).reaches(() -> !files().isEmpty()))
                    .isTrue();

            assertThat(keys(client)).isEmpty();
            process.kill();
        }
        assertThat(put).failsWithin(Duration.ofSeconds(20));

        assertThat(files()).hasSize(1);
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            assertThat(keys(client)).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aPutThatOnlyLacksItsNameIsNotListedAndGoesWithItsServer() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket(BUCKET);
            client.putObject(b -> b.bucket(BUCKET).key("in/a"), RequestBody.fromString("whole"));
            upload(client, "b");
            Files.move(bucket.resolve("in/a"), bucket.resolve("in/a-" + UUID.randomUUID()));
            Files.move(bucket.resolve("b"), bucket.resolve("b-" + UUID.randomUUID()));

            assertThat(keys(client)).isEmpty();
        }

        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret")) {
            assertThat(server.port()).isPositive();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void objectsThatAreNamedLikeThatAreKept() throws Exception {
        String sent = "a-" + UUID.randomUUID();
        String copied = "a-" + UUID.randomUUID();
        String uploaded = "a-" + UUID.randomUUID();
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket(BUCKET);
            client.putObject(b -> b.bucket(BUCKET).key("a"), RequestBody.fromString("whole"));
            client.putObject(b -> b.bucket(BUCKET).key(sent), RequestBody.fromString("whole"));
            client.copyObject(b -> b.sourceBucket(BUCKET)
                    .sourceKey("a")
                    .destinationBucket(BUCKET)
                    .destinationKey(copied));
            upload(client, uploaded);
        }

        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            assertThat(keys(client)).containsExactlyInAnyOrder("a", sent, copied, uploaded);
        }
    }

    @Test
    void objectsOfAServerThatDidNotNameThemAreKept() throws Exception {
        String old = "a-" + UUID.randomUUID();
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket(BUCKET);
            client.putObject(b -> b.bucket(BUCKET).key(old), RequestBody.fromString("whole"));
        }
        attributesOf(bucket.resolve(old)).delete("user.user-metadata.longshore-name");
        attributesOf(folder).delete("user.longshore-named");

        for (int start = 0; start < 2; start++) {
            try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                    S3Client client = S3Clients.of(server.endpoint(), "secret")) {
                assertThat(keys(client)).containsExactly(old);
            }
        }
    }

    @Test
    void aPutThatHasItsSumButNotItsNameYetGoesWithItsServer() throws Exception {
        String half = "a-" + UUID.randomUUID();
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket(BUCKET);
            client.putObject(b -> b.bucket(BUCKET).key(half), RequestBody.fromString("whole"));
            attributesOf(bucket.resolve(half)).delete("user.user-metadata.longshore-name");

            assertThat(keys(client)).isEmpty();
        }

        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret")) {
            assertThat(server.port()).isPositive();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void nobodySeesHowItIsDone() {
        Map<String, String> own = Map.of("owner", "ada");
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket(BUCKET);
            client.putObject(b -> b.bucket(BUCKET).key("a").metadata(own), RequestBody.fromString("whole"));

            assertThat(client.headObject(b -> b.bucket(BUCKET).key("a")).metadata())
                    .isEqualTo(own);
            assertThat(client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a"))
                            .response()
                            .metadata())
                    .isEqualTo(own);
        }
    }

    private static void upload(S3Client client, String key) {
        String upload =
                client.createMultipartUpload(b -> b.bucket(BUCKET).key(key)).uploadId();
        String etag = client.uploadPart(
                        b -> b.bucket(BUCKET).key(key).uploadId(upload).partNumber(1), RequestBody.fromString("part"))
                .eTag();
        CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
        client.completeMultipartUpload(
                b -> b.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(m -> m.parts(part)));
    }

    /** The other half never comes. */
    private static CompletableFuture<Void> halfAPut(S3Client client, PipedOutputStream body) throws IOException {
        InputStream sent = new PipedInputStream(body, HALF);
        body.write(new byte[HALF]);
        return CompletableFuture.runAsync(() ->
                client.putObject(b -> b.bucket(BUCKET).key("half"), RequestBody.fromInputStream(sent, 2L * HALF)));
    }

    private static List<String> keys(S3Client client) {
        return client.listObjectsV2(b -> b.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static UserDefinedFileAttributeView attributesOf(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(bucket)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
