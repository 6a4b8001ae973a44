package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.FileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects made in one request, over a line that fails. */
@Timeout(120)
class PutTest extends ProxiedStore {

    private static final int SIZE = 600_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "the road was gone before: {0}")
    @ValueSource(booleans = {true, false})
    void whoseAnswerIsLostAreMadeOnce(boolean knowsTheRoad) {
        if (knowsTheRoad) {
            store().facts(at("key"));
        }
        AtomicBoolean lost = new AtomicBoolean();
        line.spoil(request ->
                isPut(request) && lost.compareAndSet(false, true) ? new Fault.LoseAnswer() : new Fault.None());

        Stored stored = put(streamed(1));

        assertThat(puts()).hasSize(2);
        assertThat(stored.proof()).startsWith("md5:");
        assertThat(stored.etag())
                .isEqualTo(store().facts(at("key")).orElseThrow().etag());
        assertThat(keys()).containsExactly("key");
        assertThat(content()).isEqualTo(bytes(1));
    }

    @Test
    void whoseAnswerIsLostLeaveWhatTookTheirPlaceMeanwhile() {
        AtomicBoolean lost = new AtomicBoolean();
        line.spoil(request -> isPut(request) && lost.compareAndSet(false, true)
                ? new Fault.LoseAnswer(() -> directly(bytes(2)))
                : new Fault.None());

        assertThatThrownBy(() -> put(streamed(1))).isInstanceOf(TargetExistsException.class);

        assertThat(content()).isEqualTo(bytes(2));
    }

    @Test
    void thatBreakOffAreSentAgain() {
        store().facts(at("key"));
        AtomicBoolean cut = new AtomicBoolean();
        line.spoil(request ->
                isPut(request) && cut.compareAndSet(false, true) ? new Fault.CutRequest(SIZE / 2) : new Fault.None());

        assertThat(put(streamed(1)).proof()).startsWith("md5:");

        assertThat(content()).isEqualTo(bytes(1));
    }

    @Test
    void toAStoreThatIsAwayMakeNothing() {
        line.spoil(request -> isPut(request) ? new Fault.Refuse(503) : new Fault.None());

        assertThatThrownBy(() -> put(streamed(1))).isInstanceOf(SdkException.class);

        assertThatNothingIsMade();
    }

    @Test
    void endWithWhatTheListenerThrowsAndMakeNothing() {
        IllegalStateException stop = new IllegalStateException("stop");
        LongConsumer stopping = moved -> {
            throw stop;
        };

        assertThatThrownBy(() -> store().put(target(), streamed(1), IfExists.FAIL, stopping))
                .isSameAs(stop);

        assertThatNothingIsMade();
    }

    @ParameterizedTest(name = "the road was gone before: {0}")
    @ValueSource(booleans = {true, false})
    void ofAFileThatIsReplacedMeanwhileMakeNothing(boolean knowsTheRoad) throws IOException {
        if (knowsTheRoad) {
            store().facts(at("key"));
        }
        Path file = Files.write(folder.resolve("file"), bytes(1));
        PartBody body = bodyOf(file);
        LongConsumer replacing = moved -> write(file, bytes(2));

        assertThatThrownBy(() -> store().put(target(), body, IfExists.FAIL, replacing))
                .isInstanceOf(SourceChangedException.class);

        assertThatNothingIsMade();
    }

    @Test
    void ofAFileThatBecomesShorterMakeNothing() throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes(1));
        PartBody body = bodyOf(file);
        LongConsumer cutting = moved -> write(file, new byte[10]);

        assertThatThrownBy(() -> store().put(target(), body, IfExists.FAIL, cutting))
                .isInstanceOf(SourceChangedException.class);

        assertThatNothingIsMade();
    }

    @Test
    void ofAFileThatGrowsMakeNothing() throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes(1));
        PartBody body = bodyOf(file);
        LongConsumer adding = moved -> append(file);

        assertThatThrownBy(() -> store().put(target(), body, IfExists.FAIL, adding))
                .isInstanceOf(SourceChangedException.class);

        assertThatNothingIsMade();
    }

    /** The server shows for a moment what it has begun to write. */
    private void assertThatNothingIsMade() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!keys().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(keys()).isEmpty();
    }

    private static boolean isPut(PassedRequest request) {
        return request.method().equals("PUT");
    }

    private List<PassedExchange> puts() {
        return line.exchanges().stream()
                .filter(passed -> isPut(passed.request()))
                .toList();
    }

    private Stored put(PartBody body) {
        return store().put(target(), body, IfExists.FAIL, moved -> {});
    }

    private UploadTarget target() {
        return new UploadTarget(at("key"), "token", ObjectMetadata.of("application/octet-stream"));
    }

    private ObjectAddress at(String key) {
        return new ObjectAddress("", bucket, key);
    }

    private S3Store store() {
        return stores.of(at(""), Right.WRITE);
    }

    private void directly(byte[] content) {
        direct.s3().putObject(b -> b.bucket(bucket).key("key"), RequestBody.fromBytes(content));
    }

    private List<String> keys() {
        return direct.s3().listObjectsV2(b -> b.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    private byte[] content() {
        return direct.s3().getObjectAsBytes(b -> b.bucket(bucket).key("key")).asByteArray();
    }

    private static PartBody streamed(int seed) {
        return StreamedBody.of(bytes(seed));
    }

    private static byte[] bytes(int seed) {
        return UploadContract.bytes(SIZE, seed);
    }

    private static PartBody bodyOf(Path file) throws IOException {
        FileIdentity identity = FileIdentity.of(file).orElseThrow();
        return PartBody.of(new FileSource(file, identity), 0, identity.size());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
