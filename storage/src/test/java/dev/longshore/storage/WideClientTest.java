package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

@Timeout(60)
class WideClientTest {

    private static final int MIB = 1024 * 1024;
    private static final Duration SILENCE = Duration.ofMillis(200);

    @Test
    void sendsABodyInLargeWrites() throws IOException {
        List<Integer> writes = new ArrayList<>();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                writes.add(1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.add(length);
            }
        };

        WideBody.of(put("http://127.0.0.1/bucket/key", MIB, MIB)).orElseThrow().writeTo(out);

        assertThat(writes).hasSize(8).containsOnly(MIB / 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11})
    void refusesABodyThatIsNotAsLongAsWasSaid(int bytes) {
        WideBody body =
                WideBody.of(put("http://127.0.0.1/bucket/key", 10, bytes)).orElseThrow();

        assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("A body of 10 bytes gave " + bytes);
    }

    /** Who opens it may look for what is there already. */
    @Test
    void opensABodyBeforeAnythingIsSent() {
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(put("http://127.0.0.1:1/bucket/key", 1, 1).httpRequest())
                .contentStreamProvider(() -> {
                    throw new IllegalStateException("nothing is to be sent");
                })
                .build();
        try (WideClient client = client()) {
            assertThatThrownBy(() -> client.prepareRequest(request)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"/bucket//lead, /bucket/%2Flead", "/bucket/a//b?partNumber=1, /bucket/a/%2Fb?partNumber=1", "//b, /%2Fb"
    })
    void asksForKeysWithSlashesInARow(String path, String asked) throws IOException {
        try (RawStore raw = new RawStore((head, in, out) -> RawStore.say(out, "HTTP/1.1 204 No Content"));
                WideClient client = client()) {
            HttpExecuteResponse answer =
                    client.prepareRequest(get(raw.endpoint() + path)).call();

            assertThat(answer.httpResponse().statusCode()).isEqualTo(204);
            assertThat(answer.responseBody()).isEmpty();
            assertThat(raw.heads()).singleElement().asString().startsWith("GET " + asked + " HTTP/1.1\r\n");
        }
    }

    @Test
    void givesHeadAndBodyOfAnAnswerAsTheyAre() throws IOException {
        try (RawStore raw = new RawStore((head, in, out) -> RawStore.sayWithBody(out, "text/plain", "moved?"));
                WideClient client = client()) {
            for (int i = 0; i < 2; i++) { // the second over the connection of the first
                HttpExecuteResponse answer = client.prepareRequest(get(raw.endpoint() + "/bucket/key"))
                        .call();

                assertThat(answer.httpResponse().firstMatchingHeader("Content-Type"))
                        .contains("text/plain");
                assertThat(answer.responseBody().orElseThrow()).hasBinaryContent("moved?".getBytes(UTF_8));
                answer.responseBody().orElseThrow().close();
            }
            assertThat(raw.heads()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 401, 503})
    void leavesOddAnswersToWhoAsks(int status) throws IOException {
        try (RawStore raw = new RawStore((head, in, out) -> RawStore.say(
                        out, "HTTP/1.1 " + status + " Odd", "Location: http://127.0.0.1:1/", "Content-Length: 0"));
                WideClient client = client()) {
            HttpExecuteResponse answer =
                    client.prepareRequest(get(raw.endpoint() + "/bucket/key")).call();

            assertThat(answer.httpResponse().statusCode()).isEqualTo(status);
            assertThat(raw.heads()).hasSize(1);
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        try (RawStore raw = new RawStore((head, in, out) -> in.read());
                WideClient client = client()) {
            assertThatThrownBy(() -> client.prepareRequest(get(raw.endpoint() + "/bucket/key"))
                            .call())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static WideClient client() {
        return new WideClient(new WideClient.Limits(2, SILENCE, SILENCE, Duration.ofSeconds(10)));
    }

    private static HttpExecuteRequest get(String uri) {
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(URI.create(uri))
                        .build())
                .build();
    }

    private static HttpExecuteRequest put(String uri, int said, int bytes) {
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(URI.create(uri))
                        .putHeader("Content-Length", String.valueOf(said))
                        .build())
                .contentStreamProvider(() -> new ByteArrayInputStream(new byte[bytes]))
                .build();
    }
}
