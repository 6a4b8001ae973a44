package dev.longshore.starters.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardTest {

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1234", "127.1.2.3", "[::1]:8080", "[0:0:0:0:0:0:0:1]"})
    void answersToNamesOfLoopback(String host) throws IOException {
        assertThat(api.raw("GET /api/jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "10.0.0.1:8080",
                "127.0.0.1.evil.example",
                "[::2]",
                "0.0.0.0"
            })
    void refusesAForeignHost(String host) throws IOException {
        assertThat(api.raw("GET /api/jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json")
                .contains("is foreign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1"})
    void refusesAForeignOrigin(String origin) {
        HttpResponse<String> answer =
                api.send(api.request("/api/jobs").header("Origin", origin).GET());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(RunningApi.detail(answer)).contains(origin);
    }

    @Test
    void answersToPagesOfItsOwn() {
        String own = "http://127.0.0.1:" + api.port();

        assertThat(api.send(api.request("/api/jobs").header("Origin", own).GET())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415",
        "application/json; charset=utf-16, 415",
        "application/jsonp, 415",
        "application/json, 400",
        "application/json;charset=UTF-8, 400"
    })
    void takesChangesAsJsonOnly(String type, int status) {
        HttpResponse<String> answer = api.send(
                api.request("/api/archive").header("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void refusesAChangeWithoutAContentType() {
        HttpResponse<String> answer = api.send(api.request("/api/archive").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/nothing", "/index.html", "/error", "/actuator", "/api/jobs/a/b/c"})
    void saysThatThereIsNothing(String path) {
        HttpResponse<String> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RunningApi.detail(answer)).contains(path);
    }

    @Test
    void namesTheMethodsThatArePossible() {
        HttpResponse<String> answer = api.send(api.request("/api/archive").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(RunningApi.detail(answer)).contains("DELETE", "POST");
    }

    @Test
    void refusesToAnswerInAnotherFormat() {
        HttpResponse<String> answer =
                api.send(api.request("/api/jobs").header("Accept", "text/html").GET());

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/jobs/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/<jobs> HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/jobs/a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n"
            })
    void refusesWhatIsNoRequestWithoutAPageOfTheServer(String request) throws IOException {
        String answer = api.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<html").doesNotContain("Exception");
    }
}
