package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import dev.longshore.workflows.archive.NoticeLimits;
import dev.longshore.workflows.archive.ZipArchiveRequest;
import io.temporal.client.WorkflowOptions;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ZipArchiveControllerTest {

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void acceptsFilesAndAnswersTheJob() {
        HttpResponse<String> answer = api.post("/api/archive", """
                {"files":[{"source":"trip/a.png"},{"source":"s3://source-images/b.png","destination":"album_1"}]}""");

        JsonNode job = RunningApi.json(answer);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(job.path("id").asString())
                .matches("archive:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*");
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/api/jobs/" + job.path("id").asString());
        assertThat(job.path("state").asString()).isEqualTo("queued");
        assertThat(job.path("files").path("total").asInt()).isEqualTo(2);
        assertThat(job.propertyNames())
                .containsExactly(
                        "id",
                        "room",
                        "state",
                        "waitingFor",
                        "files",
                        "bytes",
                        "secondsLeft",
                        "createdAt",
                        "startedAt",
                        "finishedAt",
                        "submittedBy",
                        "failure",
                        "result",
                        "links");
        assertThat(files(job)).isEqualTo("s3://source-images/trip/a.png a.png;s3://source-images/b.png album_1/b.png");
    }

    @Test
    void startsTheRunUnderTheNextEpochSoThatTheWebUiReadsWell() {
        JsonNode job = accepted("""
                {"from":"s3://source-images/trip/","to":"s3://zip-storage/trip-1.zip","metadata":{"secret":"x"}}""");

        WorkflowOptions options = engine.lastStartOf(job.path("id").asString()).options();
        ZipArchiveRequest request = engine.startsOf(job.path("id").asString()).get(0);
        assertThat(request.run().epoch()).isEqualTo(1);
        assertThat(request.endedBecause()).isNull();
        assertThat(options.getMemo()).containsEntry("epoch", 1L);
        assertThat(options.getStaticSummary()).isEqualTo("Zip s3://source-images/trip/ to s3://zip-storage/trip-1.zip");
        assertThat(options.toString()).doesNotContain("secret");
    }

    @Test
    void keepsTheRequestWithWholeAddressesAndWithoutTheFiles() {
        JsonNode job = accepted("""
                {"files":[{"source":"a.png"}],"to":"trips/a.zip","metadata":{"user":["é",1.50,null]},
                 "exists":"replace","missing":"skip","names":"refuse","plan":"fewest-bytes","compression":"auto",
                 "manifest":true}""");

        JsonNode request = JsonMapper.shared().readTree(row(job).request());
        assertThat(request).isEqualTo(JsonMapper.shared().readTree("""
                {"from":null,"to":"s3://zip-storage/trips/a.zip","metadata":{"user":["é",1.50,null]},
                 "exists":"replace","missing":"skip","names":"refuse","plan":"fewest-bytes","compression":"auto",
                 "manifest":true}"""));
    }

    @Test
    void keepsAsMuchMetadataAsANoticeTakes() {
        String most = "m".repeat(NoticeLimits.METADATA - 2);

        JsonNode job = accepted("{\"from\":\"trip/\",\"metadata\":\"" + most + "\"}");

        assertThat(new JsonMapper()
                        .readTree(row(job).request())
                        .path("metadata")
                        .asString())
                .isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0.10",
                "123456789012345678901234567890",
                "\"words \\u00e9 \\ud83d\\ude00\"",
                "[]",
                "{}",
                "[[{\"a\":[null,{\"\":1}]}]]"
            })
    void keepsMetadataOfAnyKind(String metadata) {
        JsonNode job = accepted("{\"from\":\"trip/\",\"metadata\":" + metadata + "}");

        JsonMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        assertThat(exact.readTree(row(job).request()).path("metadata")).isEqualTo(exact.readTree(metadata));
    }

    @Test
    void namesTheArchiveAfterTheJobAndTheDayIfNobodyDoes() {
        JsonNode job = accepted("{\"files\":[{\"source\":\"a.png\"}]}");

        String id = job.path("id").asString().substring("archive:".length());
        assertThat(row(job).request())
                .contains("s3://zip-storage/" + id + "/download-" + LocalDate.now(ZoneOffset.UTC) + ".zip");
    }

    @Test
    void leavesAPrefixToTheRunForListing() {
        JsonNode job = accepted("{\"from\":\"trip/\"}");

        assertThat(row(job).listed()).isFalse();
        assertThat(row(job).request()).contains("s3://source-images/trip/");
    }

    @Test
    void answersTheSameRequestWithTheSameJobEvenIfItsTargetIsThereMeanwhile() {
        String body = "{\"files\":[{\"source\":\"a.png\"}],\"to\":\"s3://zip-storage/once.zip\"}";
        HttpResponse<String> first = api.post("/api/archive", body, "Idempotency-Key", "once");
        api.put("zip-storage", "once.zip");

        HttpResponse<String> second = api.post("/api/archive", body, "Idempotency-Key", "once");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(RunningApi.json(second).path("id"))
                .isEqualTo(RunningApi.json(first).path("id"));
        assertThat(engine.startsOf(RunningApi.json(first).path("id").asString()))
                .hasSize(1);
    }

    @Test
    void refusesAKeyThatWasUsedWithAnotherBody() {
        api.post("/api/archive", "{\"files\":[{\"source\":\"a.png\"}]}", "Idempotency-Key", "twice");

        HttpResponse<String> other =
                api.post("/api/archive", "{\"files\":[{\"source\":\"b.png\"}]}", "Idempotency-Key", "twice");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(RunningApi.detail(other)).contains("twice", "archive:");
    }

    @Test
    void refusesATargetThatIsThereUnlessToldOtherwise() {
        api.put("zip-storage", "there.zip");
        String body = "{\"files\":[{\"source\":\"a.png\"}],\"to\":\"s3://zip-storage/there.zip\"%s}";
        long before = jobs();

        HttpResponse<String> refused = api.post("/api/archive", body.formatted(""));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(RunningApi.detail(refused)).contains("s3://zip-storage/there.zip");
        assertThat(jobs()).isEqualTo(before);
        accepted(body.formatted(",\"exists\":\"replace\""));
        accepted(body.formatted(",\"exists\":\"suffix\""));
    }

    @Test
    void keepsWhatItAcceptedWhileTheEngineIsAway() {
        engine.goesAway(true);
        JsonNode job = accepted("{\"files\":[{\"source\":\"a.png\"}]}");
        engine.goesAway(false);

        assertThat(row(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(engine.startsOf(row(job).id())).isEmpty();
    }

    @Test
    void keepsWhatItAcceptedWhateverGoesWrongThen() {
        engine.breaks(true);
        JsonNode job = accepted("{\"files\":[{\"source\":\"a.png\"}]}");
        int cancelled = api.command("/api/jobs/" + row(job).id() + "/cancel").statusCode();
        engine.breaks(false);

        assertThat(cancelled).isEqualTo(202);
        assertThat(row(job).commandSeq()).isEqualTo(1);
    }

    @Test
    void takesAListOfTwoHundredThousandFiles() {
        String files = IntStream.range(0, 200_000)
                .mapToObj(i -> "{\"source\":\"trip/photo-" + i + ".jpg\",\"destination\":\"album_" + i % 7 + "\"}")
                .collect(Collectors.joining(",\n"));

        JsonNode job = accepted("{\"files\":[" + files + "]}");

        HttpResponse<String> end = api.get("/api/jobs/" + job.path("id").asString() + "/files?limit=1&cursor=199998");
        assertThat(job.path("files").path("total").asInt()).isEqualTo(200_000);
        assertThat(RunningApi.json(end).path("items").path(0).path("source").asString())
                .isEqualTo("s3://source-images/trip/photo-199999.jpg");
        assertThat(RunningApi.json(end).path("next").isNull()).isTrue();
    }

    private JsonNode accepted(String body) {
        HttpResponse<String> answer = api.post("/api/archive", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return RunningApi.json(answer);
    }

    private Job row(JsonNode job) {
        return api.ledger().jobs().find(job.path("id").asString()).orElseThrow();
    }

    private long jobs() {
        return RunningApi.json(api.get("/api/jobs?limit=1000")).path("items").size();
    }

    private String files(JsonNode job) {
        JsonNode items = RunningApi.json(api.get(job.path("links").path("files").asString()))
                .path("items");
        return items.valueStream()
                .map(file -> file.path("source").asString() + " "
                        + file.path("target").asString())
                .collect(Collectors.joining(";"));
    }
}
