package dev.longshore.starters.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What callers get wrong is told to them, and is no error in the log of the app. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IllFormedRequestsTest {

    private final Said log = new Said();
    private RunningApi api;
    private String job;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of("logging.level.dev.longshore", "debug"));
        job = RunningApi.json(api.post("/api/archive", "{\"from\":\"s3://source-images/trip/\"}"))
                .path("id")
                .asString();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
    }

    @AfterAll
    void stop() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        api.close();
    }

    @BeforeEach
    void forgetTheLog() {
        log.events.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{} {}", "7", "\"pause\""})
    void namesTheBodyThatIsNoObject(String body) {
        for (String command : List.of("pause", "resume", "retry", "cancel")) {
            HttpResponse<String> answer = api.post("/api/jobs/" + job + "/" + command, body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(RunningApi.detail(answer)).startsWith("The body must be");
        }
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=%zz", "state=%ff", "=x", "limit=%"})
    void refusesAQueryThatCannotBeRead(String query) throws IOException {
        String answer = api.raw("GET /api/jobs?" + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + api.port()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "The query is ill-formed");
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00Z archive:\u0000",
                "2026-01-01T00:00:00Z archive:a\u0000b",
                "2026-01-01T00:00:00Z a b",
                "2026-01-01T00:00:00Z ",
                "+999999999-12-31T23:59:59Z archive:a",
                "yesterday archive:a"
            })
    void refusesACursorThatItNeverGave(String place) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));

        HttpResponse<String> answer = api.get("/api/jobs?cursor=" + cursor);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).contains("cursor");
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void refusesABodyWhoseChunksAreIllFormed() throws IOException {
        String answer = api.raw(postTo("/api/archive")
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("could not be read");
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void makesNoFussOfACallerThatHangsUp(String length) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            String request = postTo("/api/archive") + length + "\r\n\r\n" + "ff\r\n{\"files\":";
            socket.getOutputStream().write(request.getBytes(UTF_8));
        }

        Deadline.until(() -> log.events.stream()
                .anyMatch(event -> event.getFormattedMessage().equals("A body could not be read")));
        assertThat(api.get("/api/jobs").statusCode()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    private String postTo(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + api.port() + "\r\nContent-Type: application/json\r\n";
    }

    private static final class Said extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        List<ILoggingEvent> errors() {
            return events.stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .toList();
        }

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
