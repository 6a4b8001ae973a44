package dev.longshore.starters.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(OnSharedServers.class)
final class HealthControllerTest {

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;

    @BeforeEach
    void start(SharedServers servers) {
        api = servers.api(
                engine, Map.of("longshore.reconciler.every", "100ms", "longshore.reconciler.untouched-for", "1s"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void saysWhatIsUpAndWhatIsNot() {
        engine.becomes(FakeJobEngine.inProcess());

        HttpResponse<String> well = api.get("/api/health");
        engine.goesAway(true);
        HttpResponse<String> ill = api.get("/api/health");

        assertThat(well.statusCode()).as(well.body()).isEqualTo(200);
        JsonNode part = RunningApi.json(well).path("engine");
        assertThat(part.path("way").asString()).isEqualTo("in-process");
        assertThat(part.path("lacks").path(0).asString()).isEqualTo("schedules");
        assertThat(ill.statusCode()).isEqualTo(503);
        assertThat(RunningApi.json(ill).path("ledger").path("status").asString())
                .isEqualTo("up");
        assertThat(RunningApi.json(ill).path("engine").path("detail").asString())
                .contains("engine:7233");
        assertThat(api.get("/api/jobs").statusCode()).isEqualTo(200);
    }

    @Test
    void startsNothingOnAForeignEngineUntilItIsAdopted() {
        String old = aJob();
        engine.becomes(FakeJobEngine.external("engine-2"));
        Deadline.until(() -> RunningApi.json(api.get("/api/health"))
                .path("engine")
                .path("status")
                .asString()
                .equals("foreign"));
        String queued = aJob();

        HttpResponse<String> foreign = api.get("/api/health");
        int startsBefore = engine.startsOf(old).size() + engine.startsOf(queued).size();
        HttpResponse<String> adopted = api.command("/api/engine/adopt");

        assertThat(foreign.statusCode()).isEqualTo(503);
        assertThat(RunningApi.json(foreign).path("engine").path("detail").asString())
                .contains("engine adopt");
        assertThat(startsBefore).isEqualTo(1);
        assertThat(adopted.statusCode()).isEqualTo(200);
        assertThat(RunningApi.json(adopted).path("status").asString()).isEqualTo("up");
        Deadline.until(() ->
                engine.startsOf(old).size() == 2 && engine.startsOf(queued).size() == 1);
    }

    @Test
    void cannotAdoptAnEngineThatIsAway() {
        engine.goesAway(true);

        HttpResponse<String> answer = api.command("/api/engine/adopt");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(RunningApi.detail(answer)).contains("engine:7233");
    }

    @Test
    void countsCorrectionsForPrometheus() {
        String id = aJob();
        engine.forgets(id);

        Deadline.until(() -> engine.startsOf(id).size() == 2);

        Deadline.until(() ->
                api.get("/metrics").body().contains("longshore_reconciler_corrections_total{row=\"start_again\"}"));
        assertThat(api.get("/metrics").headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain");
    }

    private String aJob() {
        return RunningApi.json(api.post("/api/archive", "{\"files\":[{\"source\":\"a.png\"}]}"))
                .path("id")
                .asString();
    }
}
