package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Flows that the settings of their host name no more. */
@ExtendWith(OnSharedServers.class)
final class FormerFlowsTest {

    @Test
    void areShownAndNeitherStartedNorLookedThrough(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            announce(api, "input", "output");
            announce(api, "output");

            assertThat(idsOf(api.post("/api/sync", "{}"))).containsExactly("sync:here:output");
            assertThat(idsOf(api.post("/api/sync/check", "{}"))).containsExactly("sync:here:output:check:1");
            assertThat(itemsOf(api.get("/api/sync/status")))
                    .extracting(flow -> flow.path("flow").asString() + " " + flow.path("former"))
                    .containsExactly("input true", "output false");

            HttpResponse<String> named = api.post("/api/sync", "{\"flows\":[\"output\",\"input\"]}");
            assertThat(named.statusCode()).isEqualTo(409);
            assertThat(RunningApi.detail(named))
                    .contains("Flow input is not in the settings of host here any more", "start the worker");
        }
    }

    private static void announce(RunningApi api, String... names) {
        List<NewFlow> flows = Stream.of(names)
                .map(name -> new NewFlow("here", name, Direction.UP, "/data/" + name, "s3://storage/" + name + "/"))
                .toList();
        api.ledger().syncFlows().announce(flows);
    }

    private static List<String> idsOf(HttpResponse<String> answer) {
        return itemsOf(answer).stream().map(job -> job.path("id").asString()).toList();
    }

    private static List<JsonNode> itemsOf(HttpResponse<String> answer) {
        return RunningApi.json(answer).path("items").valueStream().toList();
    }
}
