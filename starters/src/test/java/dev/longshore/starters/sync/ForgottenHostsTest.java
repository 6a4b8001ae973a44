package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.starters.openapi.Description;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Hosts that are gone for good, as machines whose name was another each time they came up. */
@ExtendWith(OnSharedServers.class)
final class ForgottenHostsTest {

    @Test
    void areLeftOutUntilTheyAreNamed(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            announce(api, "former");
            announce(api, "present");
            HttpResponse<String> unclear = api.post("/api/sync", "{}");
            assertThat(RunningApi.detail(unclear)).contains("former, present", "longshore sync forget HOST");

            HttpResponse<String> forgotten = api.post("/api/sync/forget", "{\"host\":\"former\"}");

            assertThat(faultsOf(api, forgotten)).isEmpty();
            assertThat(hostsIn(forgotten)).containsExactly("former");
            assertThat(hostsIn(api.get("/api/sync/status"))).containsExactly("present");
            assertThat(hostsIn(api.get("/api/sync/status?host=former"))).containsExactly("former");
            assertThat(api.get("/api/sync/history?host=former&flow=output&path=a")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(api.post("/api/sync", "{}").statusCode()).isEqualTo(202);
        }
    }

    @Test
    void areNoneWhoseFlowsRun(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            announce(api, "busy");
            api.post("/api/sync", "{\"host\":\"busy\"}");

            HttpResponse<String> runs = api.post("/api/sync/forget", "{\"host\":\"busy\"}");

            assertThat(faultsOf(api, runs)).isEmpty();
            assertThat(runs.statusCode()).isEqualTo(409);
            assertThat(RunningApi.detail(runs)).contains("output", "longshore sync stop --host busy");
            assertThat(hostsIn(api.get("/api/sync/status"))).contains("busy");
        }
    }

    @Test
    void areKnownOnes(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            assertThat(api.post("/api/sync/forget", "{}").statusCode()).isEqualTo(400);
            assertThat(api.post("/api/sync/forget", "{\"host\":\"nobody\"}").statusCode())
                    .isEqualTo(404);
        }
    }

    private static List<String> faultsOf(RunningApi api, HttpResponse<String> answer) {
        return new Description(RunningApi.json(api.get("/v3/api-docs")))
                .faultsOf("POST", "/api/sync/forget", answer.statusCode(), RunningApi.json(answer));
    }

    private static void announce(RunningApi api, String host) {
        NewFlow flow = new NewFlow(host, "output", Direction.UP, "/data/output", "s3://storage/output/");
        api.ledger().syncFlows().announce(List.of(flow));
    }

    private static List<String> hostsIn(HttpResponse<String> answer) {
        JsonNode items = RunningApi.json(answer).path("items");
        return items.valueStream().map(flow -> flow.path("host").asString()).toList();
    }
}
