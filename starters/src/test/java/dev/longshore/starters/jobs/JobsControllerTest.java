package dev.longshore.starters.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.starters.engine.RunSight.Status;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobsControllerTest {

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of("longshore.engine.ui", "http://127.0.0.1:8233"));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void showsAJobWithItsLinks() {
        String id = aJobOf(1);

        HttpResponse<String> answer = api.get("/api/jobs/" + id);

        JsonNode job = RunningApi.json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(job.path("links").path("self").asString()).isEqualTo("/api/jobs/" + id);
        assertThat(job.path("links").path("engine").asString())
                .isEqualTo("http://127.0.0.1:8233/namespaces/default/workflows/" + id.replace(":", "%3A"));
        assertThat(job.path("files").propertyNames()).containsExactly("total", "done", "failed", "skipped");
        assertThat(job.path("bytes").propertyNames()).containsExactly("total", "done");
        assertThat(job.path("result").isNull()).isTrue();
        assertThat(job.path("submittedBy").asString()).isEqualTo("local");
    }

    @Test
    void showsTheResultAsJson() {
        String id = aJobOf(0);
        end(id, new Ending(JobState.DONE, "{\"entries\":7}", null));

        JsonNode job = RunningApi.json(api.get("/api/jobs/" + id));

        assertThat(job.path("result").path("entries").asInt()).isEqualTo(7);
        assertThat(job.path("state").asString()).isEqualTo("done");
        assertThat(job.path("finishedAt").asString()).endsWith("Z");
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<String> newestFirst =
                IntStream.range(0, 5).mapToObj(i -> aJobOf(1)).collect(Collectors.toList());
        java.util.Collections.reverse(newestFirst);

        List<String> listed = new ArrayList<>();
        String next = "";
        while (listed.size() < 5) {
            JsonNode page = RunningApi.json(api.get("/api/jobs?room=archive&limit=2" + next));
            assertThat(page.path("items").size()).isEqualTo(2);
            page.path("items").forEach(job -> listed.add(job.path("id").asString()));
            next = "&cursor=" + page.path("next").asString();
        }

        assertThat(listed.subList(0, 5)).isEqualTo(newestFirst);
    }

    @Test
    void listsOneState() {
        String failed = aJobOf(0);
        end(failed, new Ending(JobState.FAILED, null, new Failure("NOTHING_FOUND", "nothing below s3://a/b/")));

        JsonNode page = RunningApi.json(api.get("/api/jobs?state=failed"));

        assertThat(page.path("items").valueStream().map(job -> job.path("state").asString()))
                .isNotEmpty()
                .containsOnly("failed");
        assertThat(RunningApi.json(api.get("/api/jobs?room=sync")).path("items"))
                .isEmpty();
    }

    @Test
    void listsFilesByOrdinalPageByPage() {
        String id = aJobOf(5);

        JsonNode first = RunningApi.json(api.get("/api/jobs/" + id + "/files?limit=3&state=queued"));
        JsonNode second = RunningApi.json(api.get("/api/jobs/" + id + "/files?limit=3&cursor="
                + first.path("next").asString()));

        assertThat(first.path("items").path(0).propertyNames())
                .containsExactly(
                        "ordinal",
                        "source",
                        "target",
                        "state",
                        "bytes",
                        "checksum",
                        "attempts",
                        "failure",
                        "startedAt",
                        "finishedAt");
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(second.path("items")
                        .valueStream()
                        .map(file -> file.path("ordinal").asInt()))
                .containsExactly(3, 4);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=ten",
                "state=finished",
                "room=Archive!",
                "cursor=x",
                "cursor=aGFsbG8",
                "cursor=Kzk5OTk5OTk5OS0xMi0zMVQyMzo1OTo1OVogeA",
                "cursor=LTk5OTk5OTk5OS0wMS0wMVQwMDowMDowMFogeA",
                "cursor=MjAyNi0wMS0wMVQwMDowMDowMFogYQBi",
                "cursor=MjAyNi0wMS0wMVQwMDowMDowMFo",
                "colour=red",
                "limit=1&limit=2"
            })
    void refusesAQueryThatMakesNoSense(String query) {
        HttpResponse<String> answer = api.get("/api/jobs?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).contains(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "state=paused", "cursor=-1", "cursor=x", "cursor=99999999999", "room=archive"})
    void refusesAQueryForFilesThatMakesNoSense(String query) {
        String id = aJobOf(1);

        HttpResponse<String> answer = api.get("/api/jobs/" + id + "/files?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void endsTheListBehindTheLastFile() {
        JsonNode page = RunningApi.json(api.get("/api/jobs/" + aJobOf(1) + "/files?cursor=9999999999"));

        assertThat(page.path("items")).isEmpty();
        assertThat(page.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /files", "POST, /pause", "POST, /resume", "POST, /cancel", "POST, /retry"})
    void knowsNoJobThatWasNeverAccepted(String method, String rest) {
        String path = "/api/jobs/archive:none" + rest;

        HttpResponse<String> answer = method.equals("GET") ? api.get(path) : api.command(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningApi.detail(answer)).contains("archive:none");
    }

    @Test
    void tellsTheRunOfEachCommandOnce() {
        String id = aJobOf(1);

        int paused = api.post("/api/jobs/" + id + "/pause", "{\"now\":true}").statusCode();
        boolean now = row(id).desiredNow();
        int resumed = api.command("/api/jobs/" + id + "/resume").statusCode();
        int cancelled = api.post("/api/jobs/" + id + "/cancel", "{}").statusCode();

        assertThat(List.of(paused, resumed, cancelled)).containsOnly(202);
        assertThat(now).isTrue();
        assertThat(engine.toldTo(id)).containsExactly("ring 1", "ring 2", "cancel");
        assertThat(row(id).commandSeq()).isEqualTo(3);
    }

    @Test
    void startsARunForAResumedJobThatTheEngineHasForgotten() {
        String id = aJobOf(1);
        api.command("/api/jobs/" + id + "/pause");
        engine.forgets(id);

        api.command("/api/jobs/" + id + "/resume");

        assertThat(engine.startsOf(id))
                .extracting(request -> request.run().epoch())
                .containsExactly(1L, 2L);
    }

    @Test
    void takesCommandsWhileTheEngineIsAway() {
        String id = aJobOf(1);
        engine.goesAway(true);

        HttpResponse<String> answer = api.command("/api/jobs/" + id + "/pause");
        engine.goesAway(false);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(row(id).commandSeq()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "cancel", "retry"})
    void refusesToCommandWhatHasEndedWell(String command) {
        String id = aJobOf(0);
        end(id, new Ending(JobState.DONE, "{}", null));

        HttpResponse<String> answer = api.command("/api/jobs/" + id + "/" + command);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningApi.detail(answer)).contains(id, "done");
    }

    @Test
    void refusesToTakeBackACancel() {
        String id = aJobOf(1);
        api.command("/api/jobs/" + id + "/cancel");

        HttpResponse<String> answer = api.command("/api/jobs/" + id + "/resume");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningApi.detail(answer)).contains("is being cancelled");
    }

    @Test
    void retriesTheFilesThatTheFilterChooses() {
        String id = aJobOf(2);
        failAllFilesOf(id);
        end(id, new Ending(JobState.DONE, "{}", null));
        engine.shows(id, Status.COMPLETED, 1);

        HttpResponse<String> nothing = api.post("/api/jobs/" + id + "/retry", "{\"failureType\":\"POISON\"}");
        HttpResponse<String> one =
                api.post("/api/jobs/" + id + "/retry", "{\"failureType\":\"SOURCE_MISSING\",\"ordinals\":[1]}");

        assertThat(nothing.statusCode()).isEqualTo(409);
        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(RunningApi.json(one).path("state").asString()).isEqualTo("queued");
        assertThat(RunningApi.json(one).path("files").path("failed").asInt()).isEqualTo(1);
        assertThat(engine.startsOf(id)).hasSize(2);
        assertThat(engine.startsOf(id).get(1).run().epoch()).isGreaterThan(2);
    }

    @Test
    void refusesToRetryWhatHasNotEnded() {
        HttpResponse<String> answer = api.command("/api/jobs/" + aJobOf(1) + "/retry");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningApi.detail(answer)).contains("has not ended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause  | {\"now\":\"yes\"}             | now",
                "pause  | {\"later\":true}              | Unknown field later",
                "resume | {\"now\":true}                | Unknown field now",
                "cancel | []                            | The body must be",
                "cancel | {} {}                         | line 1, column",
                "retry  | {\"failureType\":\"BAD\"}     | SOURCE_MISSING",
                "retry  | {\"ordinals\":[1.5]}          | ordinals",
                "retry  | {\"ordinals\":[null]}         | ordinals",
                "retry  | {\"ordinals\":1}              | ordinals",
                "pause  | {\"now\":true,                | line 1, column"
            })
    void refusesABodyThatMakesNoSense(String command, String body, String words) {
        HttpResponse<String> answer = api.post("/api/jobs/" + aJobOf(1) + "/" + command, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).contains(words);
    }

    private String aJobOf(int files) {
        String list = IntStream.range(0, files)
                .mapToObj(i -> "{\"source\":\"photo-" + i + ".jpg\"}")
                .collect(Collectors.joining(","));
        String body = files == 0 ? "{\"from\":\"s3://source-images/trip/\"}" : "{\"files\":[" + list + "]}";
        HttpResponse<String> answer = api.post("/api/archive", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return RunningApi.json(answer).path("id").asString();
    }

    private void end(String id, Ending ending) {
        api.ledger().runs().begin(id, row(id).epoch());
        api.ledger().runs().close(id, row(id).epoch(), ending);
    }

    private void failAllFilesOf(String id) {
        api.ledger().runs().begin(id, row(id).epoch());
        for (TakenFile file : api.ledger().files().take(new JobPage(id, row(id).epoch(), 0, 10), Only.ALL)) {
            api.ledger().files().failed(file, new Failure("SOURCE_MISSING", "gone"));
        }
    }

    private Job row(String id) {
        return api.ledger().jobs().find(id).orElseThrow();
    }
}
