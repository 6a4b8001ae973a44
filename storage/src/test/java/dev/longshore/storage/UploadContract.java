package dev.longshore.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What Longshore asks of every store's uploads. */
abstract class UploadContract {

    static final int PART = 5 * 1024 * 1024;
    static final String TOKEN = "archive:0198";

    final String bucket = "contract-" + UUID.randomUUID();
    private S3Clients clients;
    Stores stores;

    /** The server's settings, all buckets allowed. */
    abstract StoreSettings settings();

    @BeforeEach
    void connect() {
        clients = new S3Clients(settings(), Deadlines.usual());
        clients.s3().createBucket(b -> b.bucket(bucket));
        stores = new Stores(List.of(settings()));
    }

    @AfterEach
    void disconnect() {
        stores.close();
        clients.close();
    }

    @Test
    void showsAnObjectOnlyWhenItIsComplete() {
        S3Upload upload = begin("key");
        SentPart first = upload.put(1, body(PART, 1), moved -> {});
        SentPart last = upload.put(2, body(17, 2), moved -> {});
        assertThat(store().facts(at("key"))).isEmpty();

        Completed completed = upload.complete(List.of(first.held(), last.held()), IfExists.FAIL, TOKEN);

        ObjectFacts facts = store().facts(at("key")).orElseThrow();
        assertThat(facts.size()).isEqualTo(PART + 17);
        assertThat(facts.etag()).isEqualTo(completed.etag());
        assertThat(ETags.composite(List.of(first.etag(), last.etag()))).hasValue(facts.etag());
        assertThat(contentOf("key")).isEqualTo(joined(bytes(PART, 1), bytes(17, 2)));
    }

    @Test
    void keepsWhatAnObjectCarriesBesideItsBytes() {
        ObjectMetadata metadata =
                new ObjectMetadata("application/zip", Map.of("mtime", "1700000000.5"), Map.of(), null, null);
        S3Upload upload = store().begin(new UploadTarget(at("key"), TOKEN, metadata));

        upload.complete(sent(upload, body(3, 1)), IfExists.FAIL, TOKEN);

        ObjectFacts facts = store().facts(at("key")).orElseThrow();
        assertThat(facts.contentType()).isEqualTo("application/zip");
        assertThat(facts.metadata()).containsEntry("mtime", "1700000000.5").containsEntry("longshore-job", TOKEN);
    }

    @Test
    void takesPartsInAnyOrder() {
        S3Upload upload = begin("key");
        SentPart last = upload.put(2, body(17, 2), moved -> {});
        SentPart first = upload.put(1, body(PART, 1), moved -> {});

        upload.complete(List.of(last.held(), first.held()), IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEqualTo(joined(bytes(PART, 1), bytes(17, 2)));
    }

    @Test
    void takesAnEmptyObject() {
        S3Upload upload = begin("key");

        upload.complete(sent(upload, body(0, 1)), IfExists.FAIL, TOKEN);

        assertThat(store().facts(at("key")).orElseThrow().size()).isZero();
    }

    @Test
    void saysWhichPartsItDoesNotHold() {
        S3Upload upload = begin("key");
        SentPart first = upload.put(1, body(PART, 1), moved -> {});
        SentPart last = upload.put(3, body(17, 3), moved -> {});
        HeldPart never = new HeldPart(2, PART, first.etag());

        assertThatThrownBy(() -> upload.complete(List.of(first.held(), never, last.held()), IfExists.FAIL, TOKEN))
                .hasMessageEndingWith("that it has taken: 2")
                .isInstanceOfSatisfying(
                        PartsMissingException.class,
                        missing -> assertThat(missing.numbers()).containsExactly(2));
        assertThat(store().facts(at("key"))).isEmpty();
        SentPart again = upload.put(2, body(PART, 2), moved -> {});
        upload.complete(List.of(first.held(), again.held(), last.held()), IfExists.FAIL, TOKEN);
    }

    @Test
    void tellsWhatItHoldsToWhoComesLater() {
        S3Upload upload = begin("key");
        SentPart sent = upload.put(3, body(PART, 1), moved -> {});

        S3Upload later = store().resume(at("key"), upload.uploadId());

        assertThat(later.held()).containsOnlyKeys(3);
        HeldPart held = requireNonNull(later.held().get(3));
        assertThat(held.size()).isEqualTo(PART);
        assertThat(held.etag()).isEqualTo(sent.etag());
        assertThat(later.holds(held, body(PART, 1))).isTrue();
        assertThat(later.holds(held, body(PART, 2))).isFalse();
        assertThat(later.holds(held, body(PART + 1, 1))).isFalse();
    }

    @Test
    void completesWhatItHoldsForWhoComesLater() {
        S3Upload upload = begin("key");
        upload.put(1, body(PART, 1), moved -> {});
        upload.put(2, body(1, 2), moved -> {});
        S3Upload later = store().resume(at("key"), upload.uploadId());
        List<HeldPart> known = later.held().values().stream()
                .map(part -> new HeldPart(part.number(), part.size(), part.etag()))
                .toList();

        later.complete(known, IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEqualTo(joined(bytes(PART, 1), bytes(1, 2)));
    }

    @Test
    void takesAPartInPlaceOfAnother() {
        S3Upload upload = begin("key");
        upload.put(1, body(PART, 1), moved -> {});

        upload.complete(sent(upload, body(PART + 1, 2)), IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEqualTo(bytes(PART + 1, 2));
    }

    @Test
    void tellsTheBytesOfAPartInSmallSteps() {
        List<Long> steps = new ArrayList<>();

        begin("key").put(1, body(PART, 1), steps::add);

        assertThat(steps).allMatch(step -> step > 0 && step <= 256 * 1024);
        assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(PART);
    }

    @Test
    void readsTheBytesOfAPartOnce() {
        AtomicInteger opened = new AtomicInteger();

        begin("key").put(1, new CountedBody(body(PART, 1), opened), moved -> {});

        assertThat(opened).hasValue(1);
    }

    @Test
    void endsAtOnceWhenTheOneWhoIsToldSaysSo() {
        S3Upload upload = begin("key");
        LongConsumer end = anEndAfter(PART / 2);

        assertThatThrownBy(() -> upload.put(1, body(PART, 1), end)).isInstanceOf(ProcessEnded.class);

        assertThat(upload.held()).isEmpty();
    }

    @Test
    void leavesAnotherContentInItsPlace() {
        put("key", bytes(4, 4));
        S3Upload upload = begin("key");
        List<HeldPart> parts = sent(upload, body(3, 1));

        assertThatThrownBy(() -> upload.complete(parts, IfExists.FAIL, TOKEN))
                .isInstanceOf(TargetExistsException.class)
                .hasMessageContaining(at("key").toString());

        assertThat(contentOf("key")).isEqualTo(bytes(4, 4));
    }

    @Test
    void replacesAnotherContentWhereThatIsWished() {
        put("key", bytes(4, 4));
        S3Upload upload = begin("key");

        upload.complete(sent(upload, body(3, 1)), IfExists.REPLACE, TOKEN);

        assertThat(contentOf("key")).isEqualTo(bytes(3, 1));
    }

    @Test
    void refusesToWriteOverWhatCameAtTheLastMoment() {
        S3Upload upload = begin("key");
        List<HeldPart> parts = sent(upload, body(3, 1));
        put("key", bytes(4, 4));

        S3Completion blind = new S3Completion(clients, at("key"), upload.uploadId(), parts, TOKEN);
        assertThatThrownBy(() -> blind.request(IfExists.FAIL)).isInstanceOf(TargetExistsException.class);

        assertThat(contentOf("key")).isEqualTo(bytes(4, 4));
    }

    @Test
    void mayBeCompletedAgain() {
        S3Upload upload = begin("key");
        List<HeldPart> parts = sent(upload, body(3, 1));
        Completed completed = upload.complete(parts, IfExists.FAIL, TOKEN);

        assertThat(upload.complete(parts, IfExists.FAIL, TOKEN)).isEqualTo(completed);
        assertThat(upload.complete(parts, IfExists.REPLACE, TOKEN)).isEqualTo(completed);
    }

    @Test
    void takesTheSameContentOfAnotherForAnothers() {
        S3Upload first = begin("key");
        first.complete(sent(first, body(3, 1)), IfExists.FAIL, TOKEN);
        S3Upload second = begin("key");
        List<HeldPart> parts = sent(second, body(3, 1));

        assertThatThrownBy(() -> second.complete(parts, IfExists.FAIL, "archive:other"))
                .isInstanceOf(TargetExistsException.class);
    }

    @Test
    void holdsNothingOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        List<HeldPart> parts = sent(upload, body(3, 1));

        upload.abort();
        upload.abort();

        assertThat(upload.held()).isEmpty();
        assertThatThrownBy(() -> upload.complete(parts, IfExists.FAIL, TOKEN)).isInstanceOf(UploadGoneException.class);
        assertThat(store().facts(at("key"))).isEmpty();
    }

    @Test
    void takesNoPartOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        upload.abort();

        assertThatThrownBy(() -> upload.put(1, body(3, 1), moved -> {})).isInstanceOf(UploadGoneException.class);
    }

    @Test
    void findsUploadsThatNobodyFinished() {
        S3Upload first = begin("key");
        S3Upload second = begin("key");
        begin("key/below");

        assertThat(store().unfinishedUploads(at("key")))
                .extracting(UnfinishedUpload::uploadId)
                .containsExactlyInAnyOrder(first.uploadId(), second.uploadId());

        first.abort();
        assertThat(store().unfinishedUploads(at("key")))
                .extracting(UnfinishedUpload::uploadId)
                .containsExactly(second.uploadId());
    }

    final S3Store store() {
        return stores.of(at(""), Right.WRITE);
    }

    final ObjectAddress at(String key) {
        return new ObjectAddress("", bucket, key);
    }

    final S3Upload begin(String key) {
        return store().begin(new UploadTarget(at(key), TOKEN, ObjectMetadata.of("application/octet-stream")));
    }

    final ObjectFacts put(String key, byte[] content) {
        clients.s3().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return store().facts(at(key)).orElseThrow();
    }

    final byte[] contentOf(String key) {
        return clients.s3().getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArray();
    }

    final S3Clients clients() {
        return clients;
    }

    /** Past what is tested. */
    final S3Client direct() {
        return clients.s3();
    }

    /** Of any key. */
    final List<String> uploadsLeft() {
        return clients.s3().listMultipartUploads(b -> b.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    static List<HeldPart> sent(S3Upload upload, PartBody body) {
        return List.of(upload.put(1, body, moved -> {}).held());
    }

    static byte[] read(Source source, long offset, long length) throws IOException {
        try (InputStream in = source.open(offset, length)) {
            return in.readAllBytes();
        }
    }

    static PartBody body(int size, int seed) {
        return PartBody.of(bytes(size, seed));
    }

    static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    static LongConsumer anEndAfter(long bytes) {
        AtomicLong passed = new AtomicLong();
        return moved -> {
            if (passed.addAndGet(moved) > bytes) {
                throw new ProcessEnded();
            }
        };
    }

    private record CountedBody(PartBody body, AtomicInteger opened) implements PartBody {

        @Override
        public long length() {
            return body.length();
        }

        @Override
        public InputStream open() {
            opened.incrementAndGet();
            return body.open();
        }
    }

    static final class ProcessEnded extends RuntimeException {}
}
