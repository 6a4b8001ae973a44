package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnSharedServers.class)
final class StalledStoreTest {

    private static final int CONNECTIONS = 3;

    @Test
    void keepsNobodyFromTheLedger(SharedServers servers) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> orders = new ArrayList<>();
        try (Stalled store = new Stalled();
                RunningApi api = servers.api(new FakeJobEngine(), settings(store))) {
            for (int i = 0; i <= CONNECTIONS; i++) {
                orders.add(order(api));
            }
            Deadline.until(() -> store.connections() > CONNECTIONS);

            HttpResponse<String> jobs = api.get("/api/jobs");

            assertThat(jobs.statusCode()).isEqualTo(200);
            assertThat(orders).noneMatch(CompletableFuture::isDone);
            store.hangUp();
            for (CompletableFuture<HttpResponse<String>> order : orders) {
                assertThat(order.get().statusCode()).isEqualTo(503);
            }
            assertThat(RunningApi.json(api.get("/api/jobs")).path("items")).isEmpty();
        }
    }

    private static CompletableFuture<HttpResponse<String>> order(RunningApi api) {
        String body = "{\"from\":\"s3+stalled://photos/trip/\",\"to\":\"s3+stalled://photos/trip.zip\"}";
        return api.client()
                .sendAsync(
                        api.request("/api/archive")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Map<String, Object> settings(Stalled store) {
        return Map.of(
                "longshore.ledger.max-connections", CONNECTIONS,
                "longshore.stores.stalled.endpoint", store.url(),
                "longshore.stores.stalled.region", "us-east-1",
                "longshore.stores.stalled.path-style", "true",
                "longshore.stores.stalled.access-key", "key",
                "longshore.stores.stalled.secret-key", "secret",
                "longshore.stores.stalled.buckets", "photos");
    }
}
