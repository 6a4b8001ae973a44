package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {

    @TempDir
    Path folder;

    @Test
    void keepsObjectsAndUnfinishedUploadsOverARestart() {
        String upload;
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket("notes");
            client.putObject(b -> b.bucket("notes").key("a.txt"), RequestBody.fromString("kept"));
            upload = client.createMultipartUpload(b -> b.bucket("notes").key("big"))
                    .uploadId();
            client.uploadPart(
                    b -> b.bucket("notes").key("big").uploadId(upload).partNumber(1), RequestBody.fromString("part"));
        }

        try (EmbeddedS3 again = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(again.endpoint(), "secret")) {
            again.createBucket("notes");
            assertThat(client.getObjectAsBytes(b -> b.bucket("notes").key("a.txt"))
                            .asUtf8String())
                    .isEqualTo("kept");
            assertThat(client.listParts(b -> b.bucket("notes").key("big").uploadId(upload))
                            .parts())
                    .extracting(Part::partNumber)
                    .containsExactly(1);
        }
    }

    /** A DELETE that leaves a folder empty must not take it from under an object that is being made. */
    @Test
    void makesObjectsBesideOthersThatGo() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "secret")) {
            server.createBucket("notes");
            List<CompletableFuture<Void>> hands = Stream.of("a/b/c/1", "a/b/c/2", "a/b/c/3")
                    .map(key -> CompletableFuture.runAsync(() -> comeAndGo(client, key)))
                    .toList();
            hands.forEach(CompletableFuture::join);
        }
    }

    private static void comeAndGo(S3Client client, String key) {
        for (int time = 0; time < 300; time++) {
            client.putObject(b -> b.bucket("notes").key(key), RequestBody.fromString("here"));
            String upload = client.createMultipartUpload(b -> b.bucket("notes").key(key))
                    .uploadId();
            CompletedPart part = CompletedPart.builder()
                    .partNumber(1)
                    .eTag(client.uploadPart(
                                    b -> b.bucket("notes")
                                            .key(key)
                                            .uploadId(upload)
                                            .partNumber(1),
                                    RequestBody.fromString("part"))
                            .eTag())
                    .build();
            client.deleteObject(b -> b.bucket("notes").key(key));
            client.completeMultipartUpload(
                    b -> b.bucket("notes").key(key).uploadId(upload).multipartUpload(all -> all.parts(part)));
            client.deleteObject(b -> b.bucket("notes").key(key));
        }
    }

    @Test
    void refusesAWrongSecret() {
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret");
                S3Client client = S3Clients.of(server.endpoint(), "guessed")) {
            assertThatThrownBy(client::listBuckets)
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secret")) {
            assertThat(new RunningServer(ProcessHandle.current()).listening())
                    .anyMatch(socket -> socket.port() == server.port())
                    .allMatch(ListeningSockets.Listening::isLoopback);
        }
    }

    @Test
    void saysWhoHasThePort() throws Exception {
        try (ServerSocket taken = Loopback.listenOn(0)) {
            assertThatThrownBy(() -> EmbeddedS3.start(folder, taken.getLocalPort(), "access", "secret"))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("set LONGSHORE_LOCAL_PORTS_S3 or use --free-ports");
        }
    }

    @Test
    void keepsWhatItHeldWhenItsProcessIsKilled() throws Exception {
        try (ServerProcess process = ServerProcess.start(S3ServerMain.class, folder.toString(), "0", "notes");
                S3Client client = S3Clients.ofMain(URI.create(process.nextLine()))) {
            client.putObject(b -> b.bucket("notes").key("a.txt"), RequestBody.fromString("kept"));
            process.kill();
        }

        try (ServerProcess process = ServerProcess.start(S3ServerMain.class, folder.toString(), "0", "notes");
                S3Client client = S3Clients.ofMain(URI.create(process.nextLine()))) {
            assertThat(client.getObjectAsBytes(b -> b.bucket("notes").key("a.txt"))
                            .asUtf8String())
                    .isEqualTo("kept");
        }
    }
}
