package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as any client sees it. */
final class Rest {

    private static final List<String> ENDS = List.of("done", "failed", "cancelled");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    Rest(String base) {
        this.base = URI.create(base);
    }

    /** Headers are given as name, value, name, value. */
    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        request.setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    /** Orders an archive. Answers the job's id. */
    String order(String body) {
        HttpResponse<String> answer = post("/api/archive", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").asString();
    }

    void command(String id, String verb) {
        HttpResponse<String> answer = post("/api/jobs/" + id + "/" + verb, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    JsonNode job(String id) {
        return json(get("/api/jobs/" + id));
    }

    List<JsonNode> files(String id) {
        return json(get("/api/jobs/" + id + "/files?limit=1000"))
                .path("items")
                .asArray()
                .valueStream()
                .toList();
    }

    JsonNode awaitEnd(String id) {
        return await(id, ENDS);
    }

    JsonNode awaitState(String id, String state) {
        return await(id, List.of(state));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode await(String id, List<String> states) {
        return Eventually.become(
                "job " + id + " to be " + states,
                () -> Optional.of(job(id))
                        .filter(job -> states.contains(job.path("state").asString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
