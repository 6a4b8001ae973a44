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
        JsonNode job = send(request("/api/archive")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order))
                .build());
        HttpRequest question = request("/api/jobs/" + job.get("id").asString()).build();
        while (job.get("finishedAt").isNull()) {
            Thread.sleep(100);
            job = send(question);
        }
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
