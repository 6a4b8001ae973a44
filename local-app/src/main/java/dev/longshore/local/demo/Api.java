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
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/archive"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"from\":\"" + from + "\",\"plan\":\"" + plan + "\",\"metadata\":{\"album\":\"demo\"}}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException("POST /api/archive answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).get("id").asString();
    }
}
