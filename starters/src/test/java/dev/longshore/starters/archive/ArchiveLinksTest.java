package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link to an archive that is done; whoever has it needs nothing else. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveLinksTest {

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'',PT1H",
        "',\"link\":\"presigned:60s\"',PT1M",
        "',\"link\":\"presigned:30m\"',PT30M",
        "',\"link\":\"presigned:24h\"',PT24H",
        "',\"link\":\"presigned:7d\"',PT168H",
    })
    void givesTheArchiveAsLongAsTheOrderSaid(String field, Duration valid) {
        api.put("zip-storage", "linked.zip");
        String job = done("s3://zip-storage/linked.zip", field);

        HttpResponse<String> answer = linkOf(job);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        Instant end = Instant.parse(RunningApi.json(answer).path("expiresAt").asString());
        assertThat(end).isCloseTo(Instant.now().plus(valid), within(30, ChronoUnit.SECONDS));
        HttpResponse<String> file = api.send(HttpRequest.newBuilder(
                URI.create(RunningApi.json(answer).path("url").asString())));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo("content");
    }

    @Test
    void isKeptNowhere() {
        api.put("zip-storage", "kept.zip");
        String job = done("s3://zip-storage/kept.zip", ",\"link\":\"presigned:24h\"");

        linkOf(job);

        assertThat(api.get("/api/jobs/" + job).body()).doesNotContain("X-Amz");
        assertThat(api.ledger().jobs().find(job).orElseThrow().toString())
                .doesNotContain("X-Amz")
                .contains("presigned:24h");
    }

    @Test
    void isRefusedForAJobThatIsNotDone() {
        String job = ordered("");

        HttpResponse<String> answer = linkOf(job);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningApi.detail(answer)).contains(job, "queued");
    }

    @Test
    void isRefusedForAnArchiveThatIsNoLongerThere() {
        String job = done("s3://zip-storage/removed.zip", "");

        HttpResponse<String> answer = linkOf(job);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningApi.detail(answer)).contains("s3://zip-storage/removed.zip");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"job":"archive:none"} | 404 | archive:none
            {"job":"sync:1"} | 400 | archive job
            {} | 400 | job is missing
            {"job":{}} | 400 | wrong type
            {"job":"archive:1","for":"1h"} | 400 | Unknown field for
            """)
    void isRefusedForWhatIsNoArchive(String body, int status, String why) {
        HttpResponse<String> answer = api.post("/api/archive/link", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(RunningApi.detail(answer)).contains(why);
    }

    private HttpResponse<String> linkOf(String job) {
        return api.post("/api/archive/link", "{\"job\":\"" + job + "\"}");
    }

    private String ordered(String field) {
        return RunningApi.json(api.post("/api/archive", "{\"from\":\"trip/\"" + field + "}"))
                .path("id")
                .asString();
    }

    private String done(String archive, String field) {
        String job = ordered(field);
        api.ledger().runs().begin(job, 1);
        api.ledger()
                .runs()
                .close(job, 1, new Ending(JobState.DONE, "{\"archive\":\"" + archive + "\",\"size\":7}", null));
        return job;
    }
}
