package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the API says of the life of a file. */
final class Receipts {

    private Receipts() {}

    /** It was moved, verified before its source was removed. A listing may have shown it once more, when it was gone. */
    static void require(Rest rest, String flow, String name) {
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8);
        List<JsonNode> lives = Rest.json(rest.get("/api/sync/history?flow=" + flow + "&path=" + path))
                .path("items")
                .valueStream()
                .toList();
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
}
