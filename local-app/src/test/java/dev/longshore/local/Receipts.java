package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What the API says of the life of a file. */
final class Receipts {

    private Receipts() {}

    /** Waits until nothing is left at a flow's source; what stays tells its history. */
    static void requireAllMoved(Rest rest, String flow, Supplier<List<String>> namesAtItsSource) {
        Eventually.empties(
                "the source of " + flow,
                namesAtItsSource,
                name -> history(rest, flow, name).body());
    }

    /** It was moved, verified before its source was removed. A listing may have shown it once more, when it was gone. */
    static void require(Rest rest, String flow, String name) {
        List<JsonNode> lives =
                Rest.json(history(rest, flow, name)).path("items").valueStream().toList();
        assertThat(lives)
                .as(name)
                .anySatisfy(life -> {
                    assertThat(life.path("state").asString()).isEqualTo("moved");
                    assertThat(Instant.parse(life.path("verifiedAt").asString()))
                            .isBeforeOrEqualTo(
                                    Instant.parse(life.path("endedAt").asString()));
                })
                .allSatisfy(life -> assertThat(life.path("state").asString()).isNotIn("failed", "waiting", "moving"));
    }

    private static HttpResponse<String> history(Rest rest, String flow, String name) {
        return rest.get("/api/sync/history?flow=" + flow + "&path=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
}
