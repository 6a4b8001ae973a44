package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The order of an archive that is only to be planned. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DryRunOrderTest {

    private static final String ORDER = "{\"from\":\"trip/\",\"to\":\"dry.zip\"}";
    private static final String PLAN = "/api/archive/plan";

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
    void isKeptWithTheOrderAndSaidInTheWebUi() {
        HttpResponse<String> answer = api.post(PLAN, ORDER);

        String id = idOf(answer);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/jobs/" + id);
        assertThat(requestOf(id)).contains("\"dryRun\": true", "s3://zip-storage/dry.zip");
        assertThat(engine.lastStartOf(id).options().getStaticSummary()).startsWith("Plan the zip of s3://");
    }

    @Test
    void isNoFieldOfTheOrder() {
        HttpResponse<String> answer = api.post("/api/archive", "{\"from\":\"trip/\",\"dryRun\":true}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(requestOf(idOf(api.post("/api/archive", ORDER)))).doesNotContain("dryRun");
    }

    @Test
    void theSameKeyGivesTheSamePlanButNeverTheArchive() {
        String planned = idOf(api.post(PLAN, ORDER, "Idempotency-Key", "dry"));

        HttpResponse<String> again = api.post(PLAN, ORDER, "Idempotency-Key", "dry");

        assertThat(idOf(again)).isEqualTo(planned);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(api.post("/api/archive", ORDER, "Idempotency-Key", "dry").statusCode())
                .isEqualTo(422);
    }

    @Test
    void isCheckedAsTheArchiveIs() {
        api.put("zip-storage", "there.zip");

        assertThat(api.post(PLAN, "{\"from\":\"trip/\",\"to\":\"there.zip\"}").statusCode())
                .isEqualTo(409);
        assertThat(api.post(PLAN, ORDER, "Idempotency-Key", "a b").statusCode()).isEqualTo(400);
    }

    @Test
    void hasNoArchiveToLinkTo() {
        api.put("zip-storage", "older.zip");
        String id = idOf(api.post(PLAN, "{\"from\":\"trip/\",\"to\":\"older.zip\",\"exists\":\"replace\"}"));
        api.ledger().runs().begin(id, 1);
        String result = "{\"dryRun\":true,\"archive\":\"s3://zip-storage/older.zip\"}";
        api.ledger().runs().close(id, 1, new Ending(JobState.DONE, result, null));

        HttpResponse<String> answer = api.post("/api/archive/link", "{\"job\":\"" + id + "\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("dry run");
    }

    private static String idOf(HttpResponse<String> answer) {
        return RunningApi.json(answer).path("id").asString();
    }

    private String requestOf(String id) {
        return api.ledger().jobs().find(id).orElseThrow().request();
    }
}
