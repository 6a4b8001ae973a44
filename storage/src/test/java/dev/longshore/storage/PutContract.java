package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.storage.files.Download;
import dev.longshore.storage.files.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Longshore asks of every store's objects that are made in one request, and of how they get onto a disk. */
abstract class PutContract extends LinkContract {

    @TempDir
    private Path folder;

    @Test
    void makesAnObjectInOneRequest() {
        ObjectMetadata metadata =
                new ObjectMetadata("text/plain", Map.of("mtime", "1700000000.5"), Map.of(), null, null);

        Stored stored = store().put(
                        new UploadTarget(at("a b/größe.txt"), TOKEN, metadata),
                        body(1000, 1),
                        IfExists.FAIL,
                        moved -> {});

        ObjectFacts facts = store().facts(at("a b/größe.txt")).orElseThrow();
        assertThat(stored.etag()).isEqualTo(facts.etag());
        assertThat(stored.proof()).isEqualTo("md5:" + md5(1000, 1));
        assertThat(facts.contentType()).isEqualTo("text/plain");
        assertThat(facts.metadata()).containsEntry("mtime", "1700000000.5").containsEntry("longshore-job", TOKEN);
        assertThat(contentOf("a b/größe.txt")).isEqualTo(bytes(1000, 1));
    }

    @Test
    void completesPartsThatItHeldAndThatWereComparedOnly() {
        S3Upload upload = begin("key");
        upload.put(1, body(PART, 1), moved -> {});
        S3Upload later = store().resume(at("key"), upload.uploadId());
        HeldPart held = Objects.requireNonNull(later.held().get(1));

        assertThat(later.proven(held, body(PART, 2), moved -> {})).isEmpty();
        HeldPart first = later.proven(held, body(PART, 1), moved -> {}).orElseThrow();
        HeldPart last = later.put(2, body(17, 2), moved -> {}).held();
        later.complete(List.of(first, last), IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEqualTo(joined(bytes(PART, 1), bytes(17, 2)));
    }

    @Test
    void makesAnObjectOfNoBytes() {
        Stored stored = putNew("key", body(0, 1));

        assertThat(stored.proof()).isEqualTo("md5:d41d8cd98f00b204e9800998ecf8427e");
        assertThat(contentOf("key")).isEmpty();
    }

    @Test
    void makesAnObjectOfWhatItReadsMeanwhile() {
        List<Long> steps = new ArrayList<>();

        Stored stored = store().put(target("key"), streamed(bytes(PART, 1)), IfExists.FAIL, steps::add);

        assertThat(stored.proof()).isEqualTo("md5:" + md5(PART, 1));
        assertThat(contentOf("key")).isEqualTo(bytes(PART, 1));
        assertThat(steps).allMatch(step -> step > 0 && step <= 256 * 1024);
        assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(PART);
    }

    @Test
    void takesTheSameBytesThatAreThereForThoseThatWereSent() {
        Stored first = putNew("key", body(1000, 1));

        Stored again = putNew("key", streamed(bytes(1000, 1)));

        assertThat(again).isEqualTo(first);
        assertThat(store().list(at("key"), null, 10).objects()).hasSize(1);
    }

    @Test
    void takesTheSameBytesThatWereSentInPartsForThoseThatAreSent() {
        putInParts("key");

        Stored stored = putNew("key", streamed(joined(bytes(PART, 1), bytes(17, 2))));

        assertThat(stored.etag()).endsWith("-2\"");
        assertThat(stored.proof()).matches("(crc32|read:md5):.+");
    }

    @Test
    void leavesAnotherObjectThatIsThere() {
        put("key", bytes(1000, 2));

        assertThatThrownBy(() -> putNew("key", body(1000, 1)))
                .isInstanceOf(TargetExistsException.class)
                .hasMessageContaining(at("key").toString());

        assertThat(contentOf("key")).isEqualTo(bytes(1000, 2));
    }

    @Test
    void replacesAnotherObjectWhereThatIsWished() {
        put("key", bytes(1000, 2));

        Stored stored = store().put(target("key"), body(1000, 1), IfExists.REPLACE, moved -> {});

        assertThat(stored.etag())
                .isEqualTo(store().facts(at("key")).orElseThrow().etag());
        assertThat(contentOf("key")).isEqualTo(bytes(1000, 1));
    }

    @Test
    void tellsWhetherItHoldsTheseBytes() {
        assertThat(store().holding(target("key"), body(1000, 1))).isEmpty();
        Stored stored = putNew("key", body(1000, 1));

        assertThat(store().holding(target("key"), streamed(bytes(1000, 1)))).contains(stored);
        assertThat(store().holding(target("key"), body(1000, 2))).isEmpty();
        assertThat(store().holding(target("key"), body(999, 1))).isEmpty();
    }

    @Test
    void deletesWhatIsStillTheSame() {
        String etag = put("key", bytes(10, 1)).etag();

        assertThat(store().deleteIf(at("key"), etag)).isTrue();

        assertThat(store().facts(at("key"))).isEmpty();
        assertThat(store().deleteIf(at("key"), etag)).as("again").isTrue();
    }

    @Test
    void refusesToDeleteAnother() {
        String etag = put("key", bytes(10, 1)).etag();
        put("key", bytes(10, 2));

        assertThat(store().deleteIf(at("key"), etag)).isFalse();

        assertThat(contentOf("key")).isEqualTo(bytes(10, 2));
    }

    @Test
    void refusesToDeleteTheSameOfAnotherTime() {
        String etag = put("key", bytes(10, 1)).etag();

        assertThat(store().deleteIf(at("key"), etag, modified -> false)).isFalse();

        assertThat(contentOf("key")).isEqualTo(bytes(10, 1));
    }

    @Test
    void knowsAContentByItsSums() throws IOException {
        ObjectPin whole = put("whole", bytes(1000, 1)).pin();
        ObjectPin parts = putInParts("parts");
        byte[] content = joined(bytes(PART, 1), bytes(17, 2));
        byte[] other = joined(bytes(PART, 1), bytes(17, 3));

        assertThat(store().proofOf(whole, ReadContent.of(bytes(1000, 1)), moved -> {}))
                .contains("md5:" + md5(1000, 1));
        assertThat(store().proofOf(whole, ReadContent.of(bytes(1000, 2)), moved -> {}))
                .isEmpty();
        assertThat(store().proofOf(whole, ReadContent.of(bytes(999, 1)), moved -> {}))
                .isEmpty();
        assertThat(store().proofOf(parts, ReadContent.of(content), moved -> {}))
                .hasValueSatisfying(proof -> assertThat(proof).matches("(crc32|read:md5):.+"));
        assertThat(store().proofOf(parts, ReadContent.of(other), moved -> {})).isEmpty();
    }

    @Test
    void givesAnObjectToADisk() throws IOException {
        ObjectPin pin = put("key", bytes(700_000, 1)).pin();

        try (FileSink sink = FileSink.open(folder.resolve("file"), pin.etag())) {
            assertThat(new Download(store(), pin, new Fetched()).into(sink)).isEqualTo("md5:" + md5(700_000, 1));
            sink.finish(FileTime.fromMillis(0), () -> {});
        }

        assertThat(folder.resolve("file")).hasBinaryContent(bytes(700_000, 1));
        assertThat(new Download(store(), pin, new Fetched()).isHeldBy(folder.resolve("file")))
                .isPresent();
    }

    @Test
    void givesAnObjectOfPartsToADiskThatHoldsSomeOfItAlready() throws IOException {
        ObjectPin pin = putInParts("key");
        byte[] content = joined(bytes(PART, 1), bytes(17, 2));

        try (FileSink sink = FileSink.open(folder.resolve("file"), pin.etag())) {
            sink.write(ByteBuffer.wrap(content, 0, 300_000), 0);
            assertThat(new Download(store(), pin, new Fetched()).into(sink)).matches("(crc32|read:md5):.+");
            sink.finish(FileTime.fromMillis(0), () -> {});
        }

        assertThat(folder.resolve("file")).hasBinaryContent(content);
    }

    final Stored putNew(String key, PartBody body) {
        return store().put(target(key), body, IfExists.FAIL, moved -> {});
    }

    final UploadTarget target(String key) {
        return new UploadTarget(at(key), TOKEN, ObjectMetadata.of("application/octet-stream"));
    }

    private ObjectPin putInParts(String key) {
        S3Upload upload = begin(key);
        HeldPart first = upload.put(1, body(PART, 1), moved -> {}).held();
        HeldPart last = upload.put(2, body(17, 2), moved -> {}).held();
        upload.complete(List.of(first, last), IfExists.FAIL, TOKEN);
        return store().facts(at(key)).orElseThrow().pin();
    }

    private static PartBody streamed(byte[] content) {
        return StreamedBody.of(content);
    }

    private static String md5(int size, int seed) {
        return BodySum.read(body(size, seed), read -> {}).md5();
    }
}
