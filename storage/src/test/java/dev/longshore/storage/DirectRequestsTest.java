package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Requests beside the SDK: when they are made, and that the SDK takes over whenever they fail. */
@Timeout(120)
class DirectRequestsTest extends ProxiedStore {

    private static final byte[] CONTENT = "what the object holds".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"plain", "with space+plus%25", "Фото/日本語 🎉", "a/b/..c", "~tilde'(quote)*!", "a=b&c=d;e?f#g"})
    void goTheRoadThatTheSdkHasGone(String key) throws IOException {
        ObjectPin pin = put(key);
        knowTheRoad(pin);

        assertThat(read(pin)).isEqualTo(CONTENT);
        SentPart part = begin(key).put(1, PartBody.of(CONTENT), moved -> {});

        assertThat(part.size()).isEqualTo(CONTENT.length);
        assertThat(agents("GET")).containsExactly("longshore");
        assertThat(agents("PUT")).containsExactly("longshore");
    }

    @Test
    void areNotMadeBeforeTheSdkHasShownTheRoad() throws IOException {
        ObjectPin pin = put("key");

        assertThat(read(pin)).isEqualTo(CONTENT);

        assertThat(agents("GET")).singleElement().asString().startsWith("aws-sdk-java");
    }

    @Test
    void ofAPartCarryItsChecksum() {
        knowTheRoad(put("key"));
        S3Upload upload = begin("key");

        SentPart part = upload.put(1, PartBody.of(CONTENT), moved -> {});

        assertThat(line.exchanges())
                .filteredOn(passed -> passed.request().method().equals("PUT"))
                .extracting(passed -> passed.request().headers().get("x-amz-checksum-crc32"))
                .containsExactly(Crc32Text.of(part.crc32()));
    }

    @Test
    void ofAPartThatIsReadBeforehandCarryItsChecksumToo() {
        knowTheRoad(put("key"));
        S3Upload upload = begin("key");

        SentPart part = upload.put(1, new SummedBody(near(), 4, 10), moved -> {});

        assertThat(agents("PUT")).containsExactly("longshore");
        assertThat(line.exchanges())
                .filteredOn(passed -> passed.request().method().equals("PUT"))
                .extracting(passed -> passed.request().headers().get("x-amz-checksum-crc32"))
                .containsExactly(Crc32Text.of(new BytesBody(Arrays.copyOfRange(CONTENT, 4, 14), 10).crc32()))
                .containsExactly(Crc32Text.of(part.crc32()));
    }

    @Test
    void areFollowedByTheSdkWhereTheStoreRefusesThem() throws IOException {
        ObjectPin pin = put("key");
        knowTheRoad(pin);
        line.spoil(request -> isDirect(request) ? new Fault.Refuse(400) : new Fault.None());

        for (int i = 0; i < 5; i++) {
            assertThat(read(pin)).isEqualTo(CONTENT);
        }

        assertThat(agents("GET"))
                .filteredOn("longshore"::equals)
                .as("then it is given up")
                .hasSize(3);
    }

    @Test
    void ofAKindThatIsRefusedAreGivenUpThoughOthersAreGranted() throws IOException {
        ObjectPin pin = put("key");
        knowTheRoad(pin);
        line.spoil(request ->
                isDirect(request) && request.method().equals("PUT") ? new Fault.Refuse(400) : new Fault.None());
        S3Upload upload = begin("key");

        for (int number = 1; number <= 5; number++) {
            assertThat(read(pin)).isEqualTo(CONTENT);
            upload.put(number, PartBody.of(CONTENT), moved -> {});
        }

        assertThat(agents("PUT")).filteredOn("longshore"::equals).hasSize(3);
        assertThat(agents("GET")).filteredOn("longshore"::equals).hasSize(5);
    }

    @Test
    void areMadeAgainAfterARefusalThatThenIsMadeGood() throws IOException {
        ObjectPin pin = put("key");
        knowTheRoad(pin);
        AtomicBoolean refuses = new AtomicBoolean();
        line.spoil(request -> isDirect(request) && refuses.get() ? new Fault.Refuse(400) : new Fault.None());

        for (int i = 0; i < 10; i++) {
            refuses.set(i % 3 != 0);
            assertThat(read(pin)).isEqualTo(CONTENT);
        }

        assertThat(agents("GET")).filteredOn("longshore"::equals).hasSize(10);
    }

    @Test
    void thatTheStoreMeansToRefuseSayWhyInTheWordsOfTheSdk() {
        ObjectPin pin = put("key");
        knowTheRoad(pin);
        ObjectPin other = new ObjectPin(pin.address(), "\"00000000000000000000000000000000\"", pin.size());

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> read(other)).isInstanceOf(SourceChangedException.class);
        }

        assertThat(agents("GET"))
                .as("it closes no road")
                .filteredOn("longshore"::equals)
                .hasSize(5);
    }

    @Test
    void toABusyStoreMakeTheGatesNarrower() {
        ObjectPin pin = put("key");
        knowTheRoad(pin);
        line.spoil(request -> new Fault.Refuse(503));

        while (store().transfers().limit() > AdaptiveGate.LEAST) {
            assertThatThrownBy(() -> read(pin)).isInstanceOf(S3Exception.class);
        }

        assertThat(store().heads().limit()).isEqualTo(AdaptiveGate.LEAST);
    }

    @Test
    void thatBreakOffAreMadeBySdk() {
        knowTheRoad(put("key"));
        S3Upload upload = begin("key");
        line.spoil(request -> isDirect(request) ? new Fault.CutRequest(5) : new Fault.None());
        AtomicLong moved = new AtomicLong();

        SentPart part = upload.put(1, PartBody.of(CONTENT), moved::addAndGet);

        assertThat(upload.held().get(1)).isNotNull().extracting(HeldPart::etag).isEqualTo(part.etag());
        assertThat(moved).hasValue(2L * CONTENT.length);
    }

    @Test
    void thatAreNotAnsweredInTimeAreMadeBySdk() {
        ObjectPin pin = put("key");
        Duration moment = Duration.ofMillis(500);
        Deadlines brief = new Deadlines(moment, Duration.ofSeconds(30), moment, 1024, 2);
        try (Stores impatient = stores(brief)) {
            S3Store store = impatient.of(pin.address(), Right.WRITE);
            store.facts(pin.address());
            S3Upload upload =
                    store.begin(new UploadTarget(pin.address(), "token", ObjectMetadata.of("application/zip")));
            line.spoil(request -> isDirect(request) ? new Fault.Delay(Duration.ofSeconds(60)) : new Fault.None());

            SentPart part = upload.put(1, PartBody.of(CONTENT), moved -> {});

            assertThat(part.size()).isEqualTo(CONTENT.length);
        }
    }

    @Test
    void endWithWhatTheListenerThrows() {
        knowTheRoad(put("key"));
        S3Upload upload = begin("key");
        IllegalStateException stop = new IllegalStateException("stop");

        assertThatThrownBy(() -> upload.put(1, PartBody.of(CONTENT), moved -> {
                    throw stop;
                }))
                .isSameAs(stop);

        assertThat(agents("PUT")).doesNotContain("aws-sdk-java");
    }

    @Test
    void agreeToTheTermsOfTheStore() throws IOException {
        ObjectPin pin = put("key");
        StoreSettings settings = new StoreSettings(
                "",
                line.endpoint(),
                "us-east-1",
                true,
                ChecksumMode.WHEN_SUPPORTED,
                new Credentials("access", "secretsecret"),
                Map.of(bucket, Set.of(Right.READ)),
                false,
                new StoreTerms(true, "123456789012"),
                AdaptiveGate.MOST);
        try (Stores paying = new Stores(List.of(settings))) {
            S3Store store = paying.of(pin.address(), Right.READ);
            store.facts(pin.address());

            store.source(pin).open(0, CONTENT.length).readAllBytes();
        }

        PassedRequest last = line.exchanges().get(line.exchanges().size() - 1).request();
        assertThat(isDirect(last)).isTrue();
        assertThat(last.headers())
                .containsEntry("x-amz-request-payer", "requester")
                .containsEntry("x-amz-expected-bucket-owner", "123456789012");
    }

    private static Source near() {
        return new Source() {
            @Override
            public long size() {
                return CONTENT.length;
            }

            @Override
            public InputStream open(long offset, long length) {
                return new ByteArrayInputStream(CONTENT, (int) offset, (int) length);
            }
        };
    }

    private static boolean isDirect(PassedRequest request) {
        return "longshore".equals(request.headers().get("user-agent"));
    }

    private List<String> agents(String method) {
        return line.exchanges().stream()
                .map(PassedExchange::request)
                .filter(request -> request.method().equals(method))
                .map(request -> request.headers().getOrDefault("user-agent", ""))
                .toList();
    }

    private void knowTheRoad(ObjectPin pin) {
        store().facts(pin.address());
        line.forget();
    }

    /** Past the line. */
    private ObjectPin put(String key) {
        String etag = direct.s3()
                .putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(CONTENT))
                .eTag();
        return new ObjectPin(new ObjectAddress("", bucket, key), etag, CONTENT.length);
    }

    private byte[] read(ObjectPin pin) throws IOException {
        try (InputStream in = store().source(pin).open(0, CONTENT.length)) {
            return in.readAllBytes();
        }
    }

    private S3Upload begin(String key) {
        ObjectAddress address = new ObjectAddress("", bucket, key);
        return store().begin(new UploadTarget(address, "token", ObjectMetadata.of("application/zip")));
    }

    private S3Store store() {
        return stores.of(new ObjectAddress("", bucket, "any"), Right.WRITE);
    }
}
