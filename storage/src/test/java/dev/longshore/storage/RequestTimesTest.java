package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store's gates learn from its answers. */
class RequestTimesTest {

    private static final ObjectAddress KEY = ObjectAddress.parse("s3://photos/key");
    private static final String ETAG = "\"0123456789abcdef0123456789abcdef\"";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {503, 429})
    void aStoreThatIsAskedTooMuchIsAskedLess(int status) {
        try (ScriptedStore server = new ScriptedStore(anObject(), status);
                Stores stores = stores(server)) {
            S3Store store = stores.of(KEY, Right.READ);

            askUntil(
                    () -> store.heads().limit() == AdaptiveGate.LEAST
                            && store.transfers().limit() == AdaptiveGate.LEAST,
                    () -> assertThat(catchThrowable(() -> store.facts(KEY))).isInstanceOf(S3Exception.class));
        }
    }

    @Test
    void oneThatAnswersAsQuicklyIsAskedMore() {
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server)) {
            S3Store store = stores.of(KEY, Right.READ);
            enterToTheLimit(store.heads());

            askUntil(() -> store.heads().limit() > 8, () -> store.facts(KEY));

            assertThat(store.transfers().limit()).isEqualTo(8);
        }
    }

    @Test
    void howLongABodyTakesDoesNotCount() {
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server)) {
            S3Store store = stores.of(KEY, Right.READ);
            enterToTheLimit(store.transfers());

            askUntil(() -> store.transfers().limit() > 8, () -> read(store));

            assertThat(store.heads().limit()).isEqualTo(8);
        }
    }

    @Test
    void oneThatTakesSmallObjectsAsQuicklyIsSentMoreOfThem() {
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server)) {
            S3Store store = stores.of(KEY, Right.WRITE);
            UploadTarget target = new UploadTarget(KEY, "token", ObjectMetadata.of("text/plain"));
            PartBody body = PartBody.of(new byte[10]);
            enterToTheLimit(store.puts(10));

            askUntil(
                    () -> store.puts(10).limit() > 8,
                    () -> assertThat(catchThrowable(() -> store.put(target, body, IfExists.REPLACE, moved -> {})))
                            .as("the scripted store keeps no bytes")
                            .isNotNull());

            assertThat(store.transfers().limit()).isEqualTo(8);
            assertThat(store.puts(S3Clients.SMALL + 1)).isSameAs(store.transfers());
        }
    }

    private static void enterToTheLimit(AdaptiveGate gate) {
        try {
            while (gate.inside() < gate.limit()) {
                gate.enter();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(S3Store store) {
        assertThat(catchThrowable(() ->
                        store.source(new ObjectPin(KEY, ETAG, 10)).open(0, 10).readAllBytes()))
                .as("the scripted store has no bytes")
                .isInstanceOf(SourceUnreadableException.class);
    }

    private static void askUntil(BooleanSupplier reached, Runnable question) {
        Instant deadline = Instant.now().plus(LONG_ENOUGH);
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            question.run();
        }
    }

    private static Map<String, String> anObject() {
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", ETAG);
        headers.put("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT");
        headers.put("Content-Length", "10");
        return headers;
    }

    private static Stores stores(ScriptedStore server) {
        Deadlines usual = Deadlines.usual();
        return new Stores(
                List.of(ServerSettings.of(server.endpoint(), ChecksumMode.WHEN_SUPPORTED)),
                new Deadlines(usual.connect(), usual.silence(), usual.request(), usual.slowestBytesPerSecond(), 1));
    }
}
