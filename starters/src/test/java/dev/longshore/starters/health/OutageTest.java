package dev.longshore.starters.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers are told while something that the API needs is down. */
@ExtendWith(OnSharedServers.class)
final class OutageTest {

    private static final String ORDER = "{\"files\":[{\"source\":\"a.png\"}]}";

    @Test
    void isUnavailableWithoutTheLedgerAndGoesOnOnceItIsBack(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of())) {
            api.withoutDatabase(() -> {
                HttpResponse<String> answer = api.post("/api/archive", ORDER);

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(RunningApi.detail(answer)).contains("ledger", "try again");
            });

            assertThat(api.post("/api/archive", ORDER).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void takesNoOrderItCannotCheckWhileTheStoreIsAway(SharedServers servers) {
        try (RunningApi api = servers.api(new FakeJobEngine(), Map.of("longshore.s3.endpoint", "http://127.0.0.1:1"))) {
            HttpResponse<String> answer = api.post("/api/archive", ORDER);
            HttpResponse<String> health = api.get("/api/health");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(RunningApi.json(api.get("/api/jobs")).path("items")).isEmpty();
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(RunningApi.json(health).path("store").path("detail").asString())
                    .contains("s3://zip-storage", "does not answer");
        }
    }
}
