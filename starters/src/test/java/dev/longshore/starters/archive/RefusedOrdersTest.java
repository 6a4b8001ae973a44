package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedOrdersTest {

    private static final String ONE = "\"files\":[{\"source\":\"a.png\"}]";

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(
                new FakeJobEngine(),
                Map.of(
                        "longshore.api.max-body", "40MB",
                        "longshore.stores.kept.endpoint", "http://127.0.0.1:1",
                        "longshore.stores.kept.buckets", "zips",
                        "longshore.stores.kept.rights", "read,write",
                        "longshore.stores.blind.buckets", "zips",
                        "longshore.stores.blind.rights", "write,delete"));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static Stream<Arguments> wrongFiles() {
        return Stream.of(
                wrong("", "empty"),
                wrong("   ", "JSON object"),
                wrong("[]", "JSON object"),
                wrong("\"files\"", "JSON object"),
                wrong("{}", "files or from"),
                wrong("{\"files\":[]}", "files is empty"),
                wrong("{\"files\":null}", "files must be an array"),
                wrong("{\"files\":{}}", "files must be an array"),
                wrong("{\"files\":[\"a.png\"]}", "files[0] must be an object"),
                wrong("{\"files\":[{}]}", "files[0].source is missing"),
                wrong("{\"files\":[{\"source\":null}]}", "files[0].source must be a string"),
                wrong("{\"files\":[{\"source\":\"a\"},{\"source\":7}]}", "files[1].source must be a string"),
                wrong("{\"files\":[{\"source\":\"a\",\"destination\":true}]}", "files[0].destination must be a string"),
                wrong("{\"files\":[{\"source\":\"a\",\"directory\":\"b\"}]}", "Unknown field directory in files[0]"),
                wrong("{\"files\":[{\"source\":\"a\",\"source\":\"b\"}]}", "line 1, column", "source"),
                wrong("{" + ONE + ",\"files\":[]}", "line 1, column", "files"));
    }

    private static Stream<Arguments> wrongFields() {
        return Stream.of(
                wrong("{" + ONE + ",\"from\":\"s3://source-images/a/\"}", "not both"),
                wrong("{" + ONE + ",\"color\":1}", "Unknown field color"),
                wrong("{" + ONE + ",\"to\":7}", "to must be a string"),
                wrong("{" + ONE + ",\"to\":\"s3://zip-storage/\"}", "to must name an object"),
                wrong("{" + ONE + ",\"to\":\"s3://zip-storage/folder/\"}", "to must name an object"),
                wrong("{" + ONE + ",\"to\":\"http://example.com/a.zip\"}", "to: ", "http://example.com/a.zip"),
                wrong("{" + ONE + ",\"exists\":\"overwrite\"}", "exists", "fail, replace, suffix"),
                wrong("{" + ONE + ",\"names\":\"fail\"}", "names", "suffix, refuse"),
                wrong("{" + ONE + ",\"plan\":\"FEWEST_BYTES\"}", "plan", "auto, fewest-bytes, fewest-requests"),
                wrong("{" + ONE + ",\"compression\":\"deflate\"}", "compression", "store, auto"),
                wrong("{" + ONE + ",\"manifest\":\"true\"}", "manifest must be true or false"),
                wrong("{" + ONE + ",\"link\":\"24h\"}", "link is \"24h\"", "presigned:24h"),
                wrong("{" + ONE + ",\"link\":\"presigned:PT1H\"}", "presigned:24h"),
                wrong("{" + ONE + ",\"link\":\"presigned:0h\"}", "presigned:24h"),
                wrong("{" + ONE + ",\"link\":\"presigned:59s\"}", "1m to 7d"),
                wrong("{" + ONE + ",\"link\":\"presigned:169h\"}", "1m to 7d"),
                wrong("{" + ONE + ",\"link\":true}", "link must be a string"),
                wrong("{" + ONE + ",\"missing\":1}", "missing must be a string"),
                wrong("{" + ONE + ",\"metadata\":\"\\u0000\"}", "metadata", "U+0000"),
                wrong("{" + ONE + ",\"metadata\":[\"\\ud800\"]}", "metadata", "Unicode"),
                wrong("{" + ONE + ",\"metadata\":1e100000}", "metadata", "exponent"),
                wrong("{" + ONE + ",\"metadata\":1." + "7".repeat(900) + "e-300}", "metadata", "1,000 characters"),
                wrong("{" + ONE + ",\"metadata\":" + "[".repeat(300) + "]".repeat(300) + "}", "depth"),
                wrong("{" + ONE + "} {}", "behind the end"),
                wrong("{" + ONE + "} x", "line 1, column"),
                wrong("{\n  \"files\": [\n    {\"source\": \"a.png\",}\n  ]\n}", "line 3, column 24"),
                wrong("{" + ONE, "line 1, column"));
    }

    private static Stream<Arguments> wrongPlacesAndNames() {
        return Stream.of(
                wrong("{\"files\":[{\"source\":\"a\\u0000b\"}]}", "files[0].source", "U+0000"),
                wrong("{\"files\":[{\"source\":\"ftp://host/a\"}]}", "files[0].source", "ftp://host/a"),
                wrong("{\"files\":[{\"source\":\"s3://source-images/\"}]}", "files[0].source names no object"),
                wrong("{\"files\":[{\"source\":\"s3://source-images\"}]}", "files[0].source names no object"),
                wrong("{\"files\":[{\"source\":\"" + "k".repeat(1025) + "\"}]}", "files[0].source", "1024"),
                wrong("{\"files\":[{\"source\":\"s3+mars://b/k\"}]}", "no store named \"mars\""),
                wrong("{\"files\":[{\"source\":\"a\"},{\"source\":\"s3://closed/k\"}]}", "closed"),
                wrong("{\"files\":[{\"source\":\"s3://missing/k\"}]}", "no bucket s3://missing/"),
                wrong("{\"from\":\"s3://missing/trip/\"}", "no bucket s3://missing/"),
                wrong("{" + ONE + ",\"to\":\"s3://missing/a.zip\"}", "no bucket s3://missing/"),
                wrong("{" + ONE + ",\"to\":\"s3://closed/a.zip\"}", "closed"),
                wrong("{" + ONE + ",\"to\":\"s3+kept://zips/a.zip\"}", "to delete s3+kept://zips/a.zip"),
                wrong("{" + ONE + ",\"to\":\"s3+blind://zips/a.zip\"}", "to read s3+blind://zips/a.zip"),
                wrong(
                        "{\"files\":[{\"source\":\"a\"},{\"source\":\"b\",\"destination\":\"../x.png\"}]}",
                        "files[1]",
                        ".."),
                wrong("{\"files\":[{\"source\":\"a\",\"destination\":\"/etc/x.png\"}]}", "files[0]", "absolute"),
                wrong("{\"files\":[{\"source\":\"a\",\"destination\":\"x\\u0007.png\"}]}", "files[0]", "control"),
                wrong("{\"files\":[{\"source\":\"folder//\"}]}", "files[0]", "absolute"),
                wrong("{\"files\":[{\"source\":\"a/../\"}]}", "files[0]", ".."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongFiles", "wrongFields", "wrongPlacesAndNames"})
    void refusesWithTheReason(String name, String body, String[] words) {
        HttpResponse<String> answer = api.post("/api/archive", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RunningApi.detail(answer)).contains(words);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.longshore");
        assertThat(RunningApi.json(api.get("/api/jobs")).path("items")).as(name).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void refusesAWrongIdempotencyKey(String key) {
        HttpResponse<String> answer =
                api.post("/api/archive", "{\"files\":[{\"source\":\"a\"}]}", "Idempotency-Key", key);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).contains("Idempotency-Key");
    }

    private static Stream<String> wrongKeys() {
        return Stream.of("", "with blank", "k".repeat(256));
    }

    @Test
    void refusesMoreThanAMillionFiles() {
        String files = "{\"source\":\"a.png\"},".repeat(1_000_000) + "{\"source\":\"a.png\"}";

        HttpResponse<String> answer = api.post("/api/archive", "{\"files\":[" + files + "]}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(RunningApi.detail(answer)).contains("1,000,000");
    }

    @Test
    void refusesABodyThatSaysThatItIsTooLarge() {
        HttpResponse<String> answer = api.post("/api/archive", " ".repeat((40 << 20) + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(RunningApi.detail(answer)).contains("41943040 bytes");
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() {
        byte[] chunk = " ".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Iterable<byte[]> chunks = () -> Stream.generate(() -> chunk).limit(41).iterator();

        HttpResponse<String> answer = api.send(api.request("/api/archive")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(chunks)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuchMetadata")
    void refusesMetadataThatWouldNotFitIntoANotice(String name, String metadata) {
        HttpResponse<String> answer =
                api.post("/api/archive", "{\"files\":[{\"source\":\"a\"}],\"metadata\":" + metadata + "}");

        assertThat(answer.statusCode()).as(name).isEqualTo(413);
        assertThat(RunningApi.detail(answer)).contains("metadata", "884,736 bytes", "notice");
    }

    private static Stream<Arguments> tooMuchMetadata() {
        String half = "\"" + "m".repeat(442_368) + "\"";
        return Stream.of(
                Arguments.of("two long strings", "[" + half + "," + half + "]"),
                Arguments.of("two bytes a character", "\"" + "é".repeat(442_368) + "\""),
                Arguments.of("numbers that the ledger writes out", "[" + "1e300,".repeat(3_000) + "0]"),
                Arguments.of("characters that SQS wants as escapes", "\"" + "\uFFFE".repeat(147_456) + "\""));
    }

    private static Arguments wrong(String body, String... words) {
        String name = body.substring(0, Math.min(60, body.length())) + " -> " + Arrays.toString(words);
        return Arguments.of(name.replaceAll("\\s+", " "), body, words);
    }
}
