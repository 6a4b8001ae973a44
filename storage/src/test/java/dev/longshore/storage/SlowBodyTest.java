package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that do not end in time, or not at all. The first request goes by the SDK, or beside it once it knows the road. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowBodyTest {

    private static final int SIZE = 1000;
    private static final byte[] CONTENT = UploadContract.bytes(SIZE, 1);
    private static final ObjectPin PIN = new ObjectPin(new ObjectAddress("", "bucket", "in/a"), "\"0\"", SIZE);
    private static final Pattern RANGE = Pattern.compile("(?i)\\nrange: bytes=(\\d+)-");
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration DROP = Duration.ofMillis(20);

    @ParameterizedTest(name = "beside the SDK: {0}")
    @ValueSource(booleans = {false, true})
    void aBodyThatComesDropByDropIsAskedForAgainFromThere(boolean beside) throws IOException {
        try (RawStore raw = new RawStore((head, in, out) -> {
                    int from = from(head);
                    say(head, out, "Content-Length: " + (SIZE - from));
                    if (!head.startsWith("GET")) {
                        return;
                    }
                    if (from == 0) {
                        drip(out);
                    } else {
                        out.write(CONTENT, from, SIZE - from);
                    }
                });
                Stores stores = stores(raw)) {
            assertThat(read(stores, beside)).isEqualTo(CONTENT);

            assertThat(froms(raw)).hasSizeGreaterThan(1).isSorted().startsWith(0);
        }
    }

    @Test
    void aBodyThatNeverComesOtherwiseThanDropByDropIsUnreadable() {
        try (RawStore raw = new RawStore((head, in, out) -> {
                    say(head, out, "Content-Length: " + (SIZE - from(head)));
                    if (head.startsWith("GET")) {
                        drip(out);
                    }
                });
                Stores stores = stores(raw)) {
            assertThatThrownBy(() -> read(stores, true))
                    .isInstanceOf(SourceUnreadableException.class)
                    .hasMessageContaining("fewer than " + BodyPace.LEAST + " bytes");

            assertThat(froms(raw)).as("each goes on behind the one before").isSorted();
        }
    }

    /** As of a record of TLS, of which nothing is known before its end. */
    @ParameterizedTest(name = "beside the SDK: {0}")
    @ValueSource(booleans = {false, true})
    void aReadThatDropsKeepFromEndingIsCut(boolean beside) throws IOException {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        try (RawStore raw = new RawStore((head, in, out) -> {
                    boolean drips = head.startsWith("GET") && isFirst.getAndSet(false);
                    say(head, out, drips ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE);
                    while (drips) {
                        out.write('0'); // of the size of a chunk
                        pause(out);
                    }
                    if (head.startsWith("GET")) {
                        out.write(CONTENT);
                    }
                });
                Stores stores = stores(raw)) {
            assertThat(read(stores, beside)).isEqualTo(CONTENT);

            assertThat(froms(raw)).hasSizeGreaterThan(1).containsOnly(0);
        }
    }

    @ParameterizedTest(name = "beside the SDK: {0}")
    @ValueSource(booleans = {false, true})
    void aBodyBeyondItsRangeIsNotReadToItsEnd(boolean beside) throws IOException {
        try (RawStore raw = new RawStore((head, in, out) -> {
                    say(head, out, head.startsWith("GET") ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE);
                    while (head.startsWith("GET")) {
                        out.write((Integer.toHexString(SIZE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        out.write(CONTENT);
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                        pause(out);
                    }
                });
                Stores stores = stores(raw)) {
            assertThat(read(stores, beside)).isEqualTo(CONTENT);
        }
    }

    @Test
    void aBodyThatIsReadToItsEndLeavesItsConnectionToTheNext() throws IOException {
        Set<Thread> connections = ConcurrentHashMap.newKeySet();
        try (RawStore raw = new RawStore((head, in, out) -> {
                    say(head, out, "Content-Length: " + SIZE);
                    if (head.startsWith("GET")) {
                        connections.add(Thread.currentThread());
                        out.write(CONTENT);
                    }
                });
                Stores stores = stores(raw)) {
            for (int i = 0; i < 3; i++) {
                assertThat(read(stores, true)).isEqualTo(CONTENT);
            }

            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void anAnswerThatIsOfNoUseIsNotLeftOpen() throws Exception {
        CountDownLatch isLeft = new CountDownLatch(1);
        try (RawStore raw = new RawStore((head, in, out) -> {
                    if (head.contains("User-Agent: longshore")) {
                        RawStore.say(out, "HTTP/1.1 206 Partial Content", "Content-Length: " + SIZE); // whose ETag?
                        awaitEnd(in);
                        isLeft.countDown();
                        throw new IOException("left");
                    }
                    say(head, out, "Content-Length: " + SIZE);
                    if (head.startsWith("GET")) {
                        out.write(CONTENT);
                    }
                });
                Stores stores = stores(raw)) {
            assertThat(read(stores, true)).isEqualTo(CONTENT);

            isLeft.await();
        }
    }

    private static void awaitEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            return; // an end too
        }
    }

    private static void drip(OutputStream out) throws IOException {
        for (byte drop : CONTENT) {
            out.write(drop);
            pause(out);
        }
    }

    /** What makes the body slow. */
    private static void pause(OutputStream out) throws IOException {
        out.flush();
        try {
            Thread.sleep(DROP.toMillis());
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
    }

    private static void say(String head, OutputStream out, String length) throws IOException {
        int from = from(head);
        String date = "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT";
        if (head.startsWith("GET")) {
            String range = "Content-Range: bytes " + from + "-" + (SIZE - 1) + "/" + SIZE;
            RawStore.say(out, "HTTP/1.1 206 Partial Content", "ETag: \"0\"", date, range, length);
        } else {
            RawStore.say(out, "HTTP/1.1 200 OK", "ETag: \"0\"", date, length);
        }
    }

    private static int from(String head) {
        Matcher range = RANGE.matcher(head);
        return range.find() ? Integer.parseInt(range.group(1)) : 0;
    }

    /** Where the bodies that were asked for begin. */
    private static List<Integer> froms(RawStore raw) {
        return raw.heads("GET").stream().map(SlowBodyTest::from).toList();
    }

    private static byte[] read(Stores stores, boolean beside) throws IOException {
        try (InputStream in = source(stores, beside).open(0, SIZE)) {
            return in.readAllBytes();
        }
    }

    private static Source source(Stores stores, boolean beside) {
        S3Store store = stores.of(PIN.address(), Right.READ);
        if (beside) {
            store.facts(PIN.address()); // shows the road
        }
        return store.source(PIN);
    }

    private static Stores stores(RawStore raw) {
        Deadlines brief = new Deadlines(Duration.ofSeconds(30), MOMENT, Duration.ofSeconds(30), 1 << 20, 1);
        return new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)), brief);
    }
}
