package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Answers that no server at hand gives: a store that lies, that encrypts, that ignores what it is asked. */
class DeviatingStoreTest {

    private static final ObjectAddress KEY = ObjectAddress.parse("s3://bucket/key");
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);
    private static final String MD5_OF_OTHERS = "\"0123456789abcdef0123456789abcdef\"";
    private static final String COMPLETED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <CompleteMultipartUploadResult><ETag>"0123456789abcdef0123456789abcdef-1"</ETag>
            </CompleteMultipartUploadResult>""";
    private static final String COMPLETED_WITHOUT_ETAG = """
            <?xml version="1.0" encoding="UTF-8"?>
            <CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>""";
    private static final String COMPOSITE =
            ETags.composite(List.of("\"fedcba9876543210fedcba9876543210\"")).orElseThrow();

    private HttpServer server;
    private Stores stores;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        stores = new Stores(List.of(ServerSettings.of(endpoint, ChecksumMode.WHEN_SUPPORTED)));
    }

    @AfterEach
    void stop() {
        stores.close();
        server.stop(0);
    }

    @Test
    void aPartOfOtherBytesIsNotTaken() {
        answer(200, Map.of("ETag", MD5_OF_OTHERS), "");

        assertThatThrownBy(this::put)
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining(MD5_OF_OTHERS);
    }

    @Test
    void aPartThatIsEncryptedIsKnownByItsCrc() {
        BodySum sum = BodySum.read(PartBody.of(CONTENT), read -> {});
        answer(200, Map.of("ETag", MD5_OF_OTHERS, "x-amz-checksum-crc32", Crc32Text.of(sum.crc32())), "");

        assertThat(put().crc32()).isEqualTo(sum.crc32());
    }

    @Test
    void anObjectOfOtherPartsIsNotTaken() {
        answer(200, Map.of(), COMPLETED);

        assertThatThrownBy(this::complete).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void anObjectThatIsEncryptedHasAnETagOfItsOwn() {
        answer(200, Map.of("x-amz-server-side-encryption", "aws:kms"), COMPLETED);

        assertThat(complete().etag()).isEqualTo("\"0123456789abcdef0123456789abcdef-1\"");
    }

    @Test
    void anAnswerWithoutAnETagIsSettledByALookAtTheObject() {
        answer(200, Map.of("ETag", COMPOSITE), COMPLETED_WITHOUT_ETAG);

        assertThat(complete().etag()).isEqualTo(COMPOSITE);
    }

    @Test
    void anObjectOfOtherPartsIsNotTakenEitherIfTheAnswerHasNoETag() {
        answer(200, Map.of("ETag", MD5_OF_OTHERS), COMPLETED_WITHOUT_ETAG);

        assertThatThrownBy(this::complete)
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining(MD5_OF_OTHERS);
    }

    @Test
    void anAnswerWithoutAnETagNeedsAnObject() {
        server.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        exchange.getRequestMethod().equals("HEAD") ? 404 : 200,
                        Map.of(),
                        COMPLETED_WITHOUT_ETAG.getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(this::complete)
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining("no such object");
    }

    @Test
    void aRangeThatIsIgnoredIsNotTaken() {
        answer(200, Map.of("ETag", "\"etag\""), "content");

        assertThatThrownBy(() -> read(1, 3)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void aConditionThatIsIgnoredIsNotTaken() {
        answer(206, Map.of("ETag", "\"other\"", "Content-Range", "bytes 1-3/7"), "ont");

        assertThatThrownBy(() -> read(1, 3)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void aWholeObjectNeedsNoRange() throws IOException {
        answer(200, Map.of("ETag", "\"etag\""), "content");

        assertThat(read(0, 7)).isEqualTo(CONTENT);
    }

    @Test
    void anErrorBehindAGoodStatusIsAnError() {
        answer(200, Map.of(), "<Error><Code>InternalError</Code><Message>try again</Message></Error>");

        assertThatThrownBy(this::complete).isInstanceOf(S3Exception.class).hasMessageContaining("try again");
    }

    private void answer(int status, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> answer(exchange, status, headers, bytes));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::add);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(CONTENT.length));
            }
            exchange.sendResponseHeaders(status, body.length == 0 || head ? -1 : body.length);
            if (body.length > 0 && !head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private SentPart put() {
        return upload().put(1, PartBody.of(CONTENT), moved -> {});
    }

    private Completed complete() {
        HeldPart part = new HeldPart(1, 7, "\"fedcba9876543210fedcba9876543210\"", 1);
        return upload().complete(List.of(part), IfExists.REPLACE, "token");
    }

    private byte[] read(long offset, long length) throws IOException {
        S3Source source = stores.of(KEY, Right.READ).source(new ObjectPin(KEY, "\"etag\"", 7));
        try (InputStream in = source.open(offset, length)) {
            return in.readAllBytes();
        }
    }

    private S3Upload upload() {
        return stores.of(KEY, Right.WRITE).resume(KEY, "upload");
    }
}
