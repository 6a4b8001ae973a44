package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A line that loses answers, breaks off and falls silent. */
@Timeout(120)
class FaultyConnectionTest extends ProxiedStore {

    private static final int PART = 5 * 1024 * 1024;
    private static final String TOKEN = "archive:0198";
    private static final Duration MOMENT = Duration.ofMillis(500);

    @Test
    void aCompletionWhoseAnswerWasLostCounts() {
        S3Upload upload = begin();
        SentPart part = upload.put(1, PartBody.of(bytes(100)), moved -> {});
        spoil(1, this::isCompletion, new Fault.LoseAnswer());

        Completed completed = upload.complete(List.of(part.held()), IfExists.FAIL, TOKEN);

        assertThat(store().facts(at("target")).orElseThrow().etag()).isEqualTo(completed.etag());
    }

    @Test
    void aCompletionWhoseAnswerWasLostForGoodIsSettledByTheNextWhoTries() {
        S3Upload upload = begin();
        SentPart part = upload.put(1, PartBody.of(bytes(100)), moved -> {});
        spoil(Integer.MAX_VALUE, this::isCompletion, new Fault.LoseAnswer());
        assertThatThrownBy(() -> upload.complete(List.of(part.held()), IfExists.REPLACE, TOKEN))
                .isInstanceOf(SdkClientException.class);
        line.spoil(request -> new Fault.None());

        S3Upload later = store().resume(at("target"), upload.uploadId());
        assertThat(later.held()).isEmpty();
        Completed completed = later.complete(List.of(part.held()), IfExists.REPLACE, TOKEN);

        assertThat(store().facts(at("target")).orElseThrow().etag()).isEqualTo(completed.etag());
    }

    @Test
    void aPartWhoseAnswerWasLostIsSentAgainByItself() {
        S3Upload upload = begin();
        spoil(1, this::isPart, new Fault.LoseAnswer());
        AtomicLong moved = new AtomicLong();

        SentPart part = upload.put(1, PartBody.of(bytes(PART)), moved::addAndGet);

        assertThat(upload.held().get(1)).isNotNull().extracting(HeldPart::etag).isEqualTo(part.etag());
        assertThat(moved).hasValue(2L * PART);
    }

    @Test
    void aPartThatBrokeOffIsReadAnew() {
        S3Upload upload = begin();
        spoil(1, this::isPart, new Fault.CutRequest(PART / 2));

        SentPart part = upload.put(1, PartBody.of(bytes(PART)), moved -> {});

        assertThat(part.crc32())
                .isEqualTo(BodySum.read(PartBody.of(bytes(PART)), read -> {}).crc32());
        assertThat(part.size()).isEqualTo(PART);
    }

    @Test
    void aSourceThatBrokeOffIsReadOnFromThere() throws IOException {
        ObjectPin pin = put(bytes(PART)).pin();
        spoil(3, this::isReading, new Fault.CutAnswer(1_000_000));
        line.forget();

        assertThat(read(pin)).isEqualTo(bytes(PART));

        assertThat(ranges()).hasSize(4).first().isEqualTo("bytes=0-" + (PART - 1));
        assertThat(ranges()).doesNotHaveDuplicates();
    }

    @Test
    void aSourceThatBreaksOffAgainAndAgainIsUnreadable() {
        ObjectPin pin = put(bytes(PART)).pin();
        spoil(Integer.MAX_VALUE, this::isReading, new Fault.CutAnswer(1_000));

        assertThatThrownBy(() -> read(pin))
                .isInstanceOf(SourceUnreadableException.class)
                .hasMessageContaining(pin.address().toString());
    }

    @Test
    void aSourceThatChangesWhileItIsReadIsRefused() {
        ObjectPin pin = put(bytes(PART)).pin();
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> {
            if (!isReading(request)) {
                return new Fault.None();
            }
            if (asked.incrementAndGet() == 2) {
                put(new byte[PART]);
            }
            return asked.get() == 1 ? new Fault.CutAnswer(1_000_000) : new Fault.None();
        });

        assertThatThrownBy(() -> read(pin)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void aVersionThatIsPinnedIsTheOneThatIsRead() {
        ObjectPin pin = new ObjectPin(at("source"), "\"etag\"", 10, "a+b");
        spoil(1, this::isReading, new Fault.Refuse(404));
        line.forget();

        assertThatThrownBy(() -> read(pin)).isInstanceOf(SourceMissingException.class);

        assertThat(line.exchanges().get(0).request().query()).containsEntry("versionId", "a+b");
    }

    @Test
    void whatASourceSaysEndsTheSendingUnchanged() {
        ObjectPin pin = put(bytes(PART)).pin();
        put(new byte[PART]);
        S3Upload upload = begin();
        line.forget();

        assertThatThrownBy(() -> upload.put(1, PartBody.of(store().source(pin), 0, PART), moved -> {}))
                .isInstanceOf(SourceChangedException.class);

        assertThat(line.exchanges())
                .filteredOn(passed -> isPart(passed.request()))
                .hasSize(1);
    }

    @Test
    void aSourceAndATargetThatBothBreakOffGiveTheWholePart() {
        ObjectPin pin = put(bytes(PART)).pin();
        S3Upload upload = begin();
        AtomicInteger parts = new AtomicInteger();
        AtomicInteger readings = new AtomicInteger();
        line.spoil(request -> {
            if (isPart(request) && parts.incrementAndGet() == 1) {
                return new Fault.CutRequest(PART / 2);
            }
            return isReading(request) && readings.incrementAndGet() <= 2
                    ? new Fault.CutAnswer(1_500_000)
                    : new Fault.None();
        });

        SentPart part = upload.put(1, PartBody.of(store().source(pin), 0, PART), moved -> {});

        assertThat(part.crc32())
                .isEqualTo(BodySum.read(PartBody.of(bytes(PART)), read -> {}).crc32());
    }

    @Test
    void aStoreThatIsBusyIsAskedAgain() {
        put(bytes(10));
        spoil(2, request -> true, new Fault.Refuse(503));

        assertThat(store().facts(at("source"))).isPresent();
    }

    @Test
    void aStoreThatStaysBusyIsNotAskedForEver() {
        spoil(Integer.MAX_VALUE, request -> true, new Fault.Refuse(503));

        assertThatThrownBy(() -> store().facts(at("source"))).isInstanceOf(S3Exception.class);

        assertThat(line.exchanges()).hasSize(Deadlines.usual().attempts());
    }

    @Test
    void aStoreThatIsSilentIsNotAwaitedForEver() {
        String uploadId = begin().uploadId();
        spoil(Integer.MAX_VALUE, request -> true, new Fault.Delay(Duration.ofSeconds(60)));
        Deadlines brief = new Deadlines(MOMENT, MOMENT, MOMENT, 100 * PART, 2);
        StoreSettings settings = ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED);
        try (Stores impatient = new Stores(List.of(settings), brief)) {
            S3Store silent = impatient.of(at("target"), Right.WRITE);
            S3Upload upload = silent.resume(at("target"), uploadId);

            assertThatThrownBy(() -> silent.facts(at("source"))).isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> upload.put(1, PartBody.of(bytes(PART)), moved -> {}))
                    .isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> upload.complete(List.of(), IfExists.REPLACE, TOKEN))
                    .isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void aSpliceThatGoesOnSendsNoPartThatTheStoreHolds() {
        ObjectPin pin = put(bytes(3 * PART)).pin();
        S3Upload upload = begin();
        spoil(
                Integer.MAX_VALUE,
                request -> isPart(request) && "3".equals(request.query().get("partNumber")),
                new Fault.Refuse(503));
        assertThatThrownBy(() -> new Splice(PART, 2).send(store().source(pin), upload, moved -> {}))
                .isInstanceOf(S3Exception.class);
        line.spoil(request -> new Fault.None());
        line.forget();

        SpliceResult result = new Splice(PART, 2).send(store().source(pin), upload, moved -> {});

        assertThat(result.bytesSent()).isEqualTo(PART);
        assertThat(line.exchanges())
                .filteredOn(passed -> isPart(passed.request()))
                .extracting(passed -> passed.request().query().get("partNumber"))
                .containsExactly("3");
    }

    /** This fault for the first so many requests of this kind. */
    private void spoil(int times, Predicate<PassedRequest> which, Fault fault) {
        AtomicInteger met = new AtomicInteger();
        line.spoil(request -> which.test(request) && met.getAndIncrement() < times ? fault : new Fault.None());
    }

    private boolean isCompletion(PassedRequest request) {
        return request.method().equals("POST") && request.query().containsKey("uploadId");
    }

    private boolean isPart(PassedRequest request) {
        return request.method().equals("PUT") && request.query().containsKey("partNumber");
    }

    private boolean isReading(PassedRequest request) {
        return request.method().equals("GET") && request.path().endsWith("/source");
    }

    private List<String> ranges() {
        return line.exchanges().stream()
                .map(PassedExchange::request)
                .filter(this::isReading)
                .map(request -> request.headers().getOrDefault("range", ""))
                .toList();
    }

    private S3Store store() {
        return stores.of(at(""), Right.WRITE);
    }

    private S3Upload begin() {
        return store().begin(new UploadTarget(at("target"), TOKEN, ObjectMetadata.of("application/zip")));
    }

    private ObjectAddress at(String key) {
        return new ObjectAddress("", bucket, key);
    }

    /** Past the faulty line. */
    private ObjectFacts put(byte[] content) {
        String etag = direct.s3()
                .putObject(b -> b.bucket(bucket).key("source"), RequestBody.fromBytes(content))
                .eTag();
        return new ObjectFacts(at("source"), content.length, etag, Instant.EPOCH, null, Map.of(), null);
    }

    private byte[] read(ObjectPin pin) throws IOException {
        try (InputStream in = store().source(pin).open(0, pin.size())) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
