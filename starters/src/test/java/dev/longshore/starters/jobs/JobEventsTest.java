package dev.longshore.starters.jobs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobEventsTest {

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
    void tellsEveryWatcherTheJobAtOnceThenEachChangeAndEndsAfterTheLast() throws Exception {
        String id = aJob();
        Watcher first = watch(id);
        assertThat(first.next().path("state").asString()).isEqualTo("queued");

        api.ledger().runs().begin(id, 1);
        assertThat(first.next().path("state").asString()).isEqualTo("running");
        Watcher second = watch(id);
        assertThat(second.next().path("state").asString()).isEqualTo("running");
        api.ledger().runs().close(id, 1, new Ending(JobState.DONE, "{\"entries\":1}", null));

        assertThat(first.next())
                .isEqualTo(
                        JsonMapper.shared().readTree(api.get("/api/jobs/" + id).body()));
        assertThat(second.next().path("result").path("entries").asInt()).isEqualTo(1);
        assertThat(first.closed.get(20, SECONDS)).isEqualTo(1000);
        assertThat(second.closed.get(20, SECONDS)).isEqualTo(1000);
        assertThat(first.texts).isEmpty();
    }

    @Test
    void tellsTheLastStateOfAJobThatHasEndedAndCloses() throws Exception {
        String id = aJob();
        api.ledger().runs().begin(id, 1);
        api.ledger().runs().close(id, 1, new Ending(JobState.CANCELLED, null, null));

        Watcher late = watch(id);

        assertThat(late.next().path("state").asString()).isEqualTo("cancelled");
        assertThat(late.closed.get(20, SECONDS)).isEqualTo(1000);
    }

    @Test
    void refusesToWatchAJobThatDoesNotExist() {
        assertThatThrownBy(() -> watch("archive:none"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(404));
    }

    @Test
    void refusesPagesOfOthers() {
        assertThatThrownBy(() -> api.client()
                        .newWebSocketBuilder()
                        .header("Origin", "https://evil.example")
                        .buildAsync(uri(api, aJob()), new Watcher())
                        .get(20, SECONDS))
                .cause()
                .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(403));
    }

    /** On an API of its own: how many watchers one has is also known by those of other tests that are just leaving. */
    @Test
    void refusesMoreWatchersThanItBears(SharedServers servers) throws Exception {
        try (RunningApi narrow = servers.api(engine, Map.of("longshore.api.max-watchers", "3"))) {
            String id = aJob(narrow);
            for (int i = 0; i < 3; i++) {
                watch(narrow, id).next();
            }

            assertThatThrownBy(() -> watch(narrow, id))
                    .cause()
                    .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused)
                                    .getResponse()
                                    .statusCode())
                            .isEqualTo(503));
        }
    }

    private Watcher watch(String id) throws Exception {
        return watch(api, id);
    }

    private static Watcher watch(RunningApi api, String id) throws Exception {
        Watcher watcher = new Watcher();
        api.client().newWebSocketBuilder().buildAsync(uri(api, id), watcher).get(20, SECONDS);
        return watcher;
    }

    private static URI uri(RunningApi api, String id) {
        return URI.create("ws://127.0.0.1:" + api.port() + "/api/jobs/" + id + "/events");
    }

    private String aJob() {
        return aJob(api);
    }

    private static String aJob(RunningApi api) {
        return RunningApi.json(api.post("/api/archive", "{\"from\":\"s3://source-images/trip/\"}"))
                .path("id")
                .asString();
    }

    private static final class Watcher implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        JsonNode next() throws InterruptedException {
            JsonNode text = texts.poll(20, SECONDS);
            assertThat(text).as("a text within 20 s").isNotNull();
            return text == null ? JsonMapper.shared().nullNode() : text;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(JsonMapper.shared().readTree(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
