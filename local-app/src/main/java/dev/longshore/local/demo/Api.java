package dev.longshore.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as any client sees it. */
final class Api {

    private final URI base;

    Api(String base) {
        this.base = URI.create(base);
    }

    /** Answers the job's id. */
    String startArchive(String from, String plan) throws IOException, InterruptedException {
        String order = "{\"from\":\"" + from + "\",\"plan\":\"" + plan + "\",\"metadata\":{\"album\":\"demo\"}}";
        return JsonMapper.shared()
                .readTree(post("/api/archive", order))
                .get("id")
                .asString();
    }

    void startFlows(String host) throws IOException, InterruptedException {
        post("/api/sync", "{\"host\":\"" + host + "\"}");
    }

    private String post(String path, String order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("POST " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
