package dev.longshore.starters.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered is what the OpenAPI document says is answered. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescribedAnswersTest {

    private static final String RESULT = """
            {"archive":"s3://zip-storage/k.zip","url":null,"size":7,"entries":1,
             "leftOut":[{"ordinal":1,"reason":"s3://a/b is missing"}],
             "bytesRead":7,"bytesSent":7,"bytesSentAgain":0,"bytesCopiedByStore":0,
             "requests":{"head":4,"get":2,"put":1,"copy":0,"create":1,"complete":1,"delete":1,"list":2},
             "price":{"currency":"USD","requests":"0.0000274"},"notice":"unsent"}""";

    private static final String ESTIMATE = """
            {"archive":"s3://zip-storage/k.zip","url":null,"size":7,"entries":1,"leftOut":[],"dryRun":true,
             "parts":{"total":1,"body":0,"copy":0,"seam":0,"glued":0,"directory":1},"stages":2,
             "requests":{"head":4,"get":2,"put":1,"copy":0,"create":1,"complete":1,"delete":1,"list":2},
             "bytesRead":7,"bytesSent":7,"bytesCopiedByStore":0,"price":{"currency":"USD","requests":"0.0000274"}}""";

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;
    private Description description;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of("longshore.engine.ui", "http://127.0.0.1:8233"));
        description = new Description(RunningApi.json(api.get("/v3/api-docs")));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void jobsAreWhatTheDocumentSaysFromTheirOrderToTheirEnd() {
        HttpResponse<String> ordered = anOrder();
        String id = idOf(ordered);
        requireDescribed("POST", "/api/archive", ordered, 202);
        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/" + id), 200);

        api.ledger().runs().begin(id, 1);
        api.ledger().runs().waitingFor(id, 1, "the store at http://127.0.0.1:9");
        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/" + id), 200);

        api.ledger().runs().close(id, 1, new Ending(JobState.FAILED, null, new Failure("SOURCE_MISSING", "a.png")));
        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/" + id), 200);
        requireDescribed("GET", "/api/jobs", api.get("/api/jobs?limit=1"), 200);
        requireDescribed("GET", "/api/jobs/{id}/files", api.get("/api/jobs/" + id + "/files?limit=1"), 200);
    }

    @Test
    void theResultOfAnArchiveIsWhatTheDocumentSays() {
        String id = idOf(api.post("/api/archive", "{\"from\":\"trip/\"}"));
        api.ledger().runs().begin(id, 1);
        api.ledger().runs().close(id, 1, new Ending(JobState.DONE, RESULT, null));

        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/" + id), 200);
    }

    @Test
    void dryRunsAreWhatTheDocumentSays() {
        HttpResponse<String> ordered = api.post("/api/archive/plan", "{\"from\":\"trip/\"}");
        requireDescribed("POST", "/api/archive/plan", ordered, 202);
        requireDescribed("POST", "/api/archive/plan", api.post("/api/archive/plan", "{}"), 400);
        String id = idOf(ordered);
        api.ledger().runs().begin(id, 1);
        api.ledger().runs().close(id, 1, new Ending(JobState.DONE, ESTIMATE, null));

        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/" + id), 200);
    }

    @Test
    void storesAreWhatTheDocumentSays() {
        String where = "{\"bucket\":\"s3://zip-storage/\"}";
        requireDescribed("GET", "/api/stores", api.get("/api/stores"), 200);
        requireDescribed("POST", "/api/stores/probe", api.post("/api/stores/probe", where), 200);
        requireDescribed("GET", "/api/stores", api.get("/api/stores"), 200);
        requireDescribed("POST", "/api/stores/probe", api.post("/api/stores/probe", "{}"), 400);
    }

    @Test
    void linksAreWhatTheDocumentSays() {
        String id = idOf(api.post("/api/archive", "{\"from\":\"trip/\",\"link\":\"presigned:2h\"}"));
        String order = "{\"job\":\"" + id + "\"}";
        requireDescribed("POST", "/api/archive/link", api.post("/api/archive/link", order), 409);
        api.ledger().runs().begin(id, 1);
        api.ledger().runs().close(id, 1, new Ending(JobState.DONE, RESULT, null));
        requireDescribed("POST", "/api/archive/link", api.post("/api/archive/link", order), 404);
        api.put("zip-storage", "k.zip");

        requireDescribed("POST", "/api/archive/link", api.post("/api/archive/link", order), 200);
        requireDescribed("POST", "/api/archive/link", api.post("/api/archive/link", "{}"), 400);
    }

    @Test
    void commandsAreWhatTheDocumentSays() {
        String path = "/api/jobs/" + idOf(anOrder());

        requireDescribed("POST", "/api/jobs/{id}/pause", api.command(path + "/pause"), 202);
        requireDescribed("POST", "/api/jobs/{id}/resume", api.command(path + "/resume"), 202);
        requireDescribed("POST", "/api/jobs/{id}/retry", api.command(path + "/retry"), 409);
        requireDescribed("POST", "/api/jobs/{id}/cancel", api.command(path + "/cancel"), 202);
        requireDescribed("POST", "/api/jobs/{id}/resume", api.command(path + "/resume"), 409);
        requireDescribed("POST", "/api/jobs/{id}/pause", api.command("/api/jobs/archive:none/pause"), 404);
    }

    @Test
    void theIntakeIsWhatTheDocumentSays() {
        requireDescribed("GET", "/api/archive/intake", api.get("/api/archive/intake"), 200);
        requireDescribed("POST", "/api/archive/pause", api.command("/api/archive/pause"), 200);
        requireDescribed("GET", "/api/archive/intake", api.get("/api/archive/intake"), 200);
        requireDescribed("POST", "/api/archive/resume", api.command("/api/archive/resume"), 200);
        requireDescribed("POST", "/api/archive/pause", api.post("/api/archive/pause", "{\"now\":true}"), 400);
    }

    @Test
    void sweepsAreWhatTheDocumentSays() {
        String path = "/api/archive/sweep";
        api.put("zip-storage", "longshore-temporary/archive/gone/hash/1");
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        HttpResponse<String> shown = api.get(path + "?olderThan=1s");
        while (RunningApi.json(shown).path("items").isEmpty() && System.nanoTime() < end) {
            shown = api.get(path + "?olderThan=1s");
        }

        assertThat(RunningApi.json(shown).path("items")).isNotEmpty();
        requireDescribed("GET", path, shown, 200);
        requireDescribed("POST", path, api.post(path, "{\"olderThan\":\"1s\"}"), 200);
        requireDescribed("GET", path, api.get(path + "?olderThan=soon"), 400);
        requireDescribed("POST", path, api.post(path, "{\"olderThan\":\"soon\"}"), 400);
    }

    @Test
    void refusalsAreWhatTheDocumentSays() {
        String body = "{\"files\":[{\"source\":\"a.png\"}]}";
        api.post("/api/archive", body, "Idempotency-Key", "described");

        requireDescribed("POST", "/api/archive", api.post("/api/archive", "{}"), 400);
        requireDescribed("POST", "/api/archive", api.post("/api/archive", body, "Origin", "http://evil.example"), 403);
        requireDescribed("POST", "/api/archive", api.post("/api/archive", body, "Content-Type", "text/plain"), 415);
        requireDescribed(
                "POST",
                "/api/archive",
                api.post("/api/archive", "{\"from\":\"b/\"}", "Idempotency-Key", "described"),
                422);
        requireDescribed("GET", "/api/jobs", api.get("/api/jobs?limit=0"), 400);
        requireDescribed("GET", "/api/jobs/{id}", api.get("/api/jobs/archive:none"), 404);
    }

    @Test
    void healthIsWhatTheDocumentSaysInGoodAndBadTimes() {
        requireDescribed("GET", "/api/health", api.get("/api/health"), 200);
        requireDescribed("POST", "/api/engine/adopt", api.command("/api/engine/adopt"), 200);

        engine.goesAway(true);
        requireDescribed("GET", "/api/health", api.get("/api/health"), 503);
        requireDescribed("POST", "/api/engine/adopt", api.command("/api/engine/adopt"), 503);
        engine.goesAway(false);
    }

    @Test
    void aFieldThatNobodyDescribedWouldBeFound() {
        String job = api.get("/api/jobs/" + idOf(anOrder())).body();
        JsonNode more = JsonMapper.shared().readTree(job.replaceFirst("\\{", "{\"colour\":\"red\","));
        JsonNode other = JsonMapper.shared().readTree(job.replace("\"queued\"", "7"));

        assertThat(description.faultsOf("GET", "/api/jobs/{id}", 200, more))
                .singleElement()
                .asString()
                .contains("colour");
        assertThat(description.faultsOf("GET", "/api/jobs/{id}", 200, other)).isNotEmpty();
        assertThat(description.faultsOf("GET", "/api/jobs/{id}", 418, more)).isNotEmpty();
    }

    private void requireDescribed(String method, String path, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(description.faultsOf(method, path, status, RunningApi.json(answer)))
                .isEmpty();
        String type = status >= 400 && !path.equals("/api/health") ? "application/problem+json" : "application/json";
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    }

    private HttpResponse<String> anOrder() {
        return api.post("/api/archive", "{\"files\":[{\"source\":\"a.png\"},{\"source\":\"b.png\"}]}");
    }

    private static String idOf(HttpResponse<String> answer) {
        return RunningApi.json(answer).path("id").asString();
    }
}
