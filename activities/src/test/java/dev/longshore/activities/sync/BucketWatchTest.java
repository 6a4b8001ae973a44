package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.storage.AdaptiveGate;
import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.Credentials;
import dev.longshore.storage.Deadlines;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.StoreTerms;
import dev.longshore.storage.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Listings that no server at hand gives. */
@Timeout(60)
class BucketWatchTest {

    private static final Names ALL = new Names(List.of(), List.of("*.tmp"));
    private static final Duration MOMENT = Duration.ofMillis(10);

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<SeenFile> seen = new ArrayList<>();
    private final List<SeenFile> busy = new ArrayList<>();
    private HttpServer server;
    private Stores stores;
    private BucketWatch watch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        stores = new Stores(
                List.of(new StoreSettings(
                        "",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        "us-east-1",
                        true,
                        ChecksumMode.WHEN_REQUIRED,
                        new Credentials("access", "secret"),
                        Map.of(),
                        true,
                        StoreTerms.none(),
                        AdaptiveGate.MOST)),
                new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 1024, 1));
        ObjectAddress place = ObjectAddress.parse("s3://bucket/in/");
        Flow flow = new Flow("host", "in", Direction.DOWN, Path.of("/data/in"), place, true, ALL, Duration.ZERO);
        watch = new BucketWatch(flow, stores, MOMENT, InstantSource.system());
    }

    @AfterEach
    void stop() {
        watch.close();
        stores.close();
        server.stop(0);
    }

    @Test
    void findsObjectsByTheirPathBelowThePrefix() throws InterruptedException {
        answers.add(page(false, "in/a.txt", "in/deep/größe.txt"));

        look();

        assertThat(seen).extracting(SeenFile::path).containsExactly("a.txt", "deep/größe.txt");
        assertThat(seen.get(0).bytes()).isEqualTo(7);
        assertThat(Identities.etag(seen.get(0).identity())).contains("0123456789abcdef0123456789abcdef");
        assertThat(Identities.modified(seen.get(0).identity())).isEqualTo(1_767_323_045_678L);
        assertThat(watch.hasSeenAll()).isTrue();
    }

    @Test
    void leavesKeysAloneThatNameNoFileBelowTheFolder() throws InterruptedException {
        answers.add(page(
                false,
                "in/",
                "in/folder/",
                "in/../../etc/passwd",
                "in/a/../../../b",
                "in//etc/passwd",
                "in/a//b",
                "in/./a",
                "in/..",
                "in/" + "x".repeat(256),
                "in/.longshore-flow",
                "in/deep/.directory_placeholder",
                "in/a.tmp",
                "in/good"));

        look();

        assertThat(seen).extracting(SeenFile::path).containsExactly("good");
    }

    @Test
    void saysOfAKeyOfAFolderOnceThatItHoldsBytesAndNothingOfAnEmptyOne() throws InterruptedException {
        for (int look = 0; look < 2; look++) {
            answers.add(page(true, "in/empty/").replace("<Size>7</Size>", "<Size>0</Size>"));
            answers.add(page(false, "in/full/", "in/good"));
        }

        List<String> said = Said.by(LeftAlone.class, () -> {
            look();
            look();
        });

        assertThat(seen).extracting(SeenFile::path).containsOnly("good");
        assertThat(said)
                .containsExactly("s3://bucket/in/full/ is left alone: its key is that of a folder, but it holds bytes");
    }

    @Test
    void goesOnBehindTheLastKeyOfAPage() throws InterruptedException {
        answers.add(page(true, "in/a", "in/b/"));
        answers.add(page(false, "in/c"));

        look();

        assertThat(seen).extracting(SeenFile::path).containsExactly("a", "c");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).contains("start-after=in%2Fb%2F");
    }

    @Test
    void aListingThatBreaksOffHasNotSeenAll() throws InterruptedException {
        answers.add(page(true, "in/a"));

        assertThatThrownBy(this::look).isInstanceOf(S3Exception.class);
        assertThat(watch.hasSeenAll()).isFalse();

        answers.add(page(true, "in/a"));
        answers.add(page(false, "in/b"));
        look();
        assertThat(seen).extracting(SeenFile::path).containsExactly("a", "a", "b");
        assertThat(watch.hasSeenAll()).isTrue();
    }

    @Test
    void hasNotSeenAllAsLongAsSomethingIsBusy() throws InterruptedException {
        busy.add(new SeenFile("a", "identity", 7));
        answers.add(page(false, "in/a"));
        look();
        assertThat(watch.hasSeenAll()).isFalse();

        busy.clear();
        answers.add(page(false, "in/a"));
        while (!watch.hasSeenAll()) {
            look();
        }
        assertThat(asked).hasSize(2);
    }

    private void look() throws InterruptedException {
        watch.look(
                files -> {
                    seen.addAll(files);
                    return busy;
                },
                MOMENT);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().getRawQuery());
            String answer = answers.poll();
            if (answer == null) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String page(boolean more, String... keys) {
        StringBuilder page = new StringBuilder("<ListBucketResult><IsTruncated>" + more + "</IsTruncated>");
        for (String key : keys) {
            page.append("<Contents><Key>")
                    .append(key)
                    .append("</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified>")
                    .append("<ETag>&quot;0123456789abcdef0123456789abcdef&quot;</ETag><Size>7</Size></Contents>");
        }
        return page.append("</ListBucketResult>").toString();
    }
}
