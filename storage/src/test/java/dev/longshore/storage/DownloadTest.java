package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.storage.files.Download;
import dev.longshore.storage.files.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects that get onto a disk, over a line that fails. */
@Timeout(120)
class DownloadTest extends ProxiedStore {

    private static final int SIZE = 1_500_000;
    private static final byte[] CONTENT = UploadContract.bytes(SIZE, 1);
    private static final byte[] OTHER = UploadContract.bytes(SIZE, 2);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} bytes are there")
    @ValueSource(ints = {1, 1000, 256 * 1024, 700_001, SIZE})
    void goesOnBehindWhatIsThere(int there) throws IOException {
        ObjectPin pin = put(CONTENT);
        hold(pin, CONTENT, there);

        assertThat(downloaded(pin)).isEqualTo("md5:" + md5(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(bytesSent()).isEqualTo(SIZE - there);
    }

    @ParameterizedTest(name = "{0} bytes are there")
    @ValueSource(ints = {1, 700_001, SIZE})
    void noticesThatOtherBytesAreThere(int there) throws IOException {
        ObjectPin pin = put(CONTENT);
        hold(pin, OTHER, there);

        assertThat(downloaded(pin)).isEqualTo("md5:" + md5(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void noticesThatMoreIsThereThanThereCanBe() throws IOException {
        ObjectPin pin = put(CONTENT);
        hold(pin, UploadContract.joined(CONTENT, OTHER), SIZE + 5);

        downloaded(pin);

        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void getsAllOfABodyThatBreaksOff() throws IOException {
        ObjectPin pin = put(CONTENT);
        AtomicInteger cuts = new AtomicInteger();
        line.spoil(request -> request.method().equals("GET") && cuts.incrementAndGet() <= 2
                ? new Fault.CutAnswer(400_000)
                : new Fault.None());

        assertThat(downloaded(pin)).isEqualTo("md5:" + md5(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(cuts).hasValueGreaterThan(2);
    }

    @Test
    void keepsWhatItHasWhenTheStoreGoesAway() throws IOException {
        ObjectPin pin = put(CONTENT);
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> asked.getAndIncrement() == 0 ? new Fault.CutAnswer(700_000) : new Fault.Refuse(503));
        assertThatThrownBy(() -> downloaded(pin)).isInstanceOf(RuntimeException.class);
        line.spoil(request -> new Fault.None());
        line.forget();

        assertThat(downloaded(pin)).isEqualTo("md5:" + md5(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(bytesSent()).isLessThan(SIZE);
    }

    @Test
    void takesNoBytesOfAnotherObject() throws IOException {
        ObjectPin pin = put(CONTENT);
        put(OTHER);
        hold(pin, CONTENT, 1000);

        assertThatThrownBy(() -> downloaded(pin)).isInstanceOf(SourceChangedException.class);

        assertThat(target()).doesNotExist();
    }

    @Test
    void takesNoBytesOfAnotherObjectThatComesMeanwhile() throws IOException {
        ObjectPin pin = put(CONTENT);
        AtomicLong moved = new AtomicLong();
        AtomicInteger cuts = new AtomicInteger();
        line.spoil(request -> cuts.getAndIncrement() == 0 ? new Fault.CutAnswer(400_000) : new Fault.None());
        Download download = new Download(store(), pin, new Fetched(count -> {
            if (moved.getAndAdd(count) == 0) {
                put(OTHER);
            }
        }));

        try (FileSink sink = FileSink.open(target(), pin.etag())) {
            assertThatThrownBy(() -> download.into(sink)).isInstanceOf(SourceChangedException.class);
        }
    }

    @Test
    void saysThatTheObjectIsGone() throws IOException {
        ObjectPin pin = put(CONTENT);
        direct.s3().deleteObject(b -> b.bucket(bucket).key("key"));

        assertThatThrownBy(() -> downloaded(pin)).isInstanceOf(SourceMissingException.class);
    }

    @Test
    void readsAnObjectOfPartsOnceMoreForItHasNoSumOfTheWhole() throws IOException {
        ObjectPin pin = putInParts(CONTENT);

        assertThat(downloaded(pin)).isEqualTo("read:md5:" + md5(CONTENT));

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(bytesSent()).isEqualTo(2L * SIZE);
    }

    @Test
    void tellsOfAllBytesThatItReads() throws IOException {
        ObjectPin pin = putInParts(CONTENT);
        hold(pin, CONTENT, 700_001);
        Fetched tally = new Fetched();

        try (FileSink sink = FileSink.open(target(), pin.etag())) {
            new Download(store(), pin, tally).into(sink);
        }

        assertThat(tally.read).as("of the disk").isEqualTo(700_001);
        assertThat(tally.fetched).as("of the rest").isEqualTo(SIZE - 700_001);
        assertThat(tally.compared).as("of all once more").isEqualTo(SIZE);
    }

    @Test
    void knowsWhetherAFileIsTheObject() throws IOException {
        ObjectPin pin = put(CONTENT);
        Path same = Files.write(folder.resolve("same"), CONTENT);
        Path other = Files.write(folder.resolve("other"), OTHER);
        Path shorter = Files.write(folder.resolve("shorter"), new byte[10]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), same);
        Download download = new Download(store(), pin, new Fetched());

        assertThat(download.isHeldBy(same)).contains("md5:" + md5(CONTENT));
        for (Path none : List.of(other, shorter, link, folder, folder.resolve("nothing"))) {
            assertThat(download.isHeldBy(none)).as("%s", none).isEmpty();
        }
    }

    @Test
    void writesAFileOfNoBytes() throws IOException {
        ObjectPin pin = put(new byte[0]);

        assertThat(downloaded(pin)).isEqualTo("md5:d41d8cd98f00b204e9800998ecf8427e");

        assertThat(target()).isEmptyFile();
    }

    @Test
    void leavesWhatItHasWhenTheListenerThrows() throws IOException {
        ObjectPin pin = put(CONTENT);
        AtomicLong moved = new AtomicLong();
        Download ending = new Download(store(), pin, new Fetched(count -> {
            if (moved.addAndGet(count) > SIZE / 2) {
                throw new UploadContract.ProcessEnded();
            }
        }));
        try (FileSink sink = FileSink.open(target(), pin.etag())) {
            assertThatThrownBy(() -> ending.into(sink)).isInstanceOf(UploadContract.ProcessEnded.class);
        }
        line.forget();

        downloaded(pin);

        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(bytesSent()).isLessThanOrEqualTo(SIZE / 2);
    }

    private Path target() {
        return folder.resolve("file");
    }

    private void hold(ObjectPin pin, byte[] content, int size) throws IOException {
        try (FileSink sink = FileSink.open(target(), pin.etag())) {
            sink.write(ByteBuffer.wrap(content, 0, size), 0);
        }
    }

    private String downloaded(ObjectPin pin) throws IOException {
        try (FileSink sink = FileSink.open(target(), pin.etag())) {
            String proof = new Download(store(), pin, new Fetched()).into(sink);
            sink.finish(FileTime.fromMillis(0), () -> {});
            return proof;
        }
    }

    private S3Store store() {
        return stores.of(new ObjectAddress("", bucket, ""), Right.WRITE);
    }

    /** Past the line. */
    private ObjectPin put(byte[] content) {
        String etag = direct.s3()
                .putObject(b -> b.bucket(bucket).key("key"), RequestBody.fromBytes(content))
                .eTag();
        return new ObjectPin(new ObjectAddress("", bucket, "key"), etag, content.length);
    }

    private ObjectPin putInParts(byte[] content) {
        ObjectAddress address = new ObjectAddress("", bucket, "key");
        S3Upload upload = store().begin(new UploadTarget(address, "token", ObjectMetadata.of("text/plain")));
        upload.complete(UploadContract.sent(upload, PartBody.of(content)), IfExists.FAIL, "token");
        line.forget();
        return store().facts(address).orElseThrow().pin();
    }

    private long bytesSent() {
        return objects().mapToLong(PassedExchange::answerBytes).sum();
    }

    private Stream<PassedExchange> objects() {
        return line.exchanges().stream()
                .filter(passed -> passed.request().method().equals("GET"))
                .filter(passed -> passed.request().path().endsWith("/key"));
    }

    private static String md5(byte[] content) {
        return BodySum.read(PartBody.of(content), read -> {}).md5();
    }
}
