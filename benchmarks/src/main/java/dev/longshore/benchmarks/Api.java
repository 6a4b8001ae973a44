package dev.longshore.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client sees it. */
final class Api {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    Api(String base) {
        this.base = URI.create(base);
    }

    /** Starts an archive and asks every 100 ms until it has ended; answers the job, which must be done. */
    JsonNode archive(String order) throws IOException, InterruptedException {
        JsonNode job = post("/api/archive", order);
        HttpRequest question = request("/api/jobs/" + job.get("id").asString()).build();
        while (job.get("finishedAt").isNull()) {
            Thread.sleep(100);
            job = send(question);
        }
        return done(job);
    }

    /** Starts a flow and asks every 20 ms until it has ended; answers its job, which must be done. */
    JsonNode sync(String order) throws IOException, InterruptedException {
        JsonNode job = startFlow(order);
        HttpRequest question = request("/api/jobs/" + job.get("id").asString()).build();
        while (job.get("finishedAt").isNull()) {
            Thread.sleep(20);
            job = send(question);
        }
        return done(job);
    }

    /** Answers the job of the one flow that is meant. */
    JsonNode startFlow(String order) throws IOException, InterruptedException {
        return post("/api/sync", order).get("items").get(0);
    }

    void cancel(String job) throws IOException, InterruptedException {
        HttpRequest question = request("/api/jobs/" + job).build();
        post("/api/jobs/" + job + "/cancel", "{}");
        while (send(question).get("finishedAt").isNull()) {
            Thread.sleep(100);
        }
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode done(JsonNode job) throws IOException {
        if (!job.get("state").asString().equals("done")) {
            throw new IOException("The job did not end well: " + job);
        }
        return job;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}
