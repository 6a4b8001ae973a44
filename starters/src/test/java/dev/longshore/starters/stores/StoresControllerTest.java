package dev.longshore.starters.stores;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What stores can do is known once somebody has asked them. */
@ExtendWith(OnSharedServers.class)
final class StoresControllerTest {

    private static final String PROBE = "/api/stores/probe";

    private RunningApi api;

    @BeforeEach
    void start(SharedServers servers) {
        api = servers.api(
                new FakeJobEngine(),
                Map.of(
                        "longshore.stores.backup.endpoint", "http://127.0.0.1:1",
                        "longshore.stores.backup.region", "us-east-1",
                        "longshore.stores.backup.access-key", "key-of-backup",
                        "longshore.stores.backup.secret-key", "secret-of-backup",
                        "longshore.stores.backup.buckets", "vault"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void namesAllStoresAndNoSecretsBeforeTheyAreAsked() {
        HttpResponse<String> answer = api.get("/api/stores");

        JsonNode stores = RunningApi.json(answer).path("stores");
        assertThat(stores.valueStream().map(store -> store.path("name").asString()))
                .containsExactly("", "backup");
        assertThat(stores.path(1).toString())
                .isEqualTo("{\"name\":\"backup\",\"endpoint\":\"http://127.0.0.1:1\",\"abilities\":null,"
                        + "\"probedAt\":null}");
        assertThat(answer.body()).doesNotContain("secret", "key");
    }

    @Test
    void saysWhatAStoreCanDoOnceItWasAsked() {
        JsonNode asked = RunningApi.json(api.post(PROBE, "{\"bucket\":\"s3://zip-storage/any\"}"));

        assertThat(asked.path("abilities").path("copiesParts").asBoolean()).isTrue();
        assertThat(asked.path("probedAt").isString()).isTrue();
        assertThat(RunningApi.json(api.get("/api/stores")).path("stores").path(0))
                .isEqualTo(asked);
    }

    @Test
    void itsAnswersReplaceThoseThatWereNoted() {
        String endpoint = RunningApi.json(api.get("/api/stores"))
                .path("stores")
                .path(0)
                .path("endpoint")
                .asString();
        api.ledger().probedStores().note("", endpoint, "{\"copiesParts\": false, \"flies\": true}");
        JsonNode before = RunningApi.json(api.get("/api/stores")).path("stores").path(0);

        JsonNode asked = RunningApi.json(api.post(PROBE, "{\"bucket\":\"s3://zip-storage/\"}"));

        assertThat(before.path("abilities").path("copiesParts").asBoolean()).isFalse();
        assertThat(before.path("abilities").path("wantsEqualParts").asBoolean()).isFalse();
        assertThat(asked.path("abilities").path("copiesParts").asBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                      | 400 | bucket is missing
            {"bucket":"zip-storage"}                | 400 | bucket must be an address
            {"bucket":"s3://elsewhere/"}            | 400 | elsewhere
            {"bucket":"s3://missing/"}              | 400 | status 404
            {"bucket":"s3+backup://vault/"}         | 503 | does not answer
            {"colour":"red"}                        | 400 | Unknown field colour
            """)
    void refusesToAskWhereItMayNotOrCannot(String body, int status, String why) {
        HttpResponse<String> answer = api.post(PROBE, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(RunningApi.json(answer).path("detail").asString()).contains(why);
    }
}
