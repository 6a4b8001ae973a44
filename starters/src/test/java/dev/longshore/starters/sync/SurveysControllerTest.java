package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.ListedName;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncListings.Listing;
import dev.longshore.starters.engine.NewRun;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Checks, plans and cleanups by REST. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SurveysControllerTest {

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;
    private String host;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void announceFlows() {
        host = "host-" + UUID.randomUUID();
        api.ledger()
                .syncFlows()
                .announce(Stream.of("output", "input")
                        .map(name ->
                                new NewFlow(host, name, Direction.UP, "/data/" + name, "s3://storage/" + name + "/"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"check, Check", "plan, Plan", "cleanup, Clean up"})
    void aJobIsStartedForEachFlow(String kind, String summary) {
        HttpResponse<String> answer = api.post("/api/sync/" + kind, "{\"host\":\"" + host + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String prefix = "sync:" + host + ":";
        assertThat(RunningApi.json(answer).path("items").valueStream())
                .extracting(job -> job.path("id").asString())
                .containsExactlyInAnyOrder(prefix + "input:" + kind + ":1", prefix + "output:" + kind + ":1");
        NewRun run = engine.lastStartOf(prefix + "input:" + kind + ":1");
        assertThat(run.workflowType()).isEqualTo("MinioSyncSurveyWorkflow");
        assertThat(run.options().getStaticSummary()).startsWith(summary + " flow input of");
    }

    @Test
    void onlyACleanupMayBeDry() {
        String id = idOf(api.post("/api/sync/cleanup", order(",\"dryRun\":true")));

        assertThat(api.ledger().jobs().find(id).orElseThrow().request()).contains("\"dryRun\": true");
        assertThat(statusOf("check", order(",\"dryRun\":true"))).isEqualTo(400);
        assertThat(statusOf("check", order(",\"colour\":1"))).isEqualTo(400);
        assertThat(statusOf("check", "{\"host\":\"" + host + "\",\"flows\":[\"nosuch\"]}"))
                .isEqualTo(404);
    }

    @Test
    void findingsComeInPagesInTheirOrder() {
        String query = "/api/sync/findings?limit=2&job=" + aSurvey("check", "a", "b", "c");

        JsonNode first = RunningApi.json(api.get(query));
        JsonNode rest =
                RunningApi.json(api.get(query + "&cursor=" + first.path("next").asString()));

        assertThat(pathsOf(first)).containsExactly("a", "b");
        assertThat(pathsOf(rest)).containsExactly("c");
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(first.path("items").get(0).path("what").asString()).isEqualTo("+");
        assertThat(first.path("items").get(0).path("bytes").asLong()).isEqualTo(7);
    }

    @Test
    void whatIsAskedWronglyIsRefused() {
        String id = aSurvey("check", "a");

        assertThat(api.get("/api/sync/findings?job=sync:none").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/sync/findings").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/sync/findings?limit=0&job=" + id).statusCode()).isEqualTo(400);
        assertThat(api.get("/api/sync/findings?cursor=x&job=" + id).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCleanupIsApprovedByItselfAndMarksStay() {
        api.ledger().syncFlows().markFolder(known(), "mark");
        assertThat(statusOf("approve", order(",\"cleanup\":true"))).isEqualTo(409);
        String id = aSurvey("cleanup", "a");
        api.ledger().syncSurveys().ask(id, epochOf(id), 300);

        assertThat(statusOf("approve", order(",\"cleanup\":true"))).isEqualTo(200);

        assertThat(api.ledger().syncSurveys().state(id, epochOf(id)).approved()).isEqualTo(300);
        assertThat(mark()).isEqualTo("mark");
        assertThat(statusOf("approve", order(""))).isEqualTo(200);
        assertThat(mark()).isEqualTo("null");
    }

    /** That found these at the source alone; a check has ended, too. */
    private String aSurvey(String kind, String... paths) {
        String id = idOf(api.post("/api/sync/" + kind, order("")));
        long epoch = epochOf(id);
        Listing listing = api.ledger().syncListings().begin(id, epoch);
        List<ListedName> names = Stream.of(paths)
                .map(path -> new ListedName(path, "file", null, 7, Instant.now(), null, null))
                .toList();
        api.ledger().syncListings().add(listing, names);
        api.ledger().syncListings().end(listing, names.size());
        List<SettledFinding> settled = api.ledger().syncSurveys().unsettled(id, 10).stream()
                .map(SyncFinding::id)
                .map(number -> new SettledFinding(number, "+", null, null, null))
                .toList();
        api.ledger().syncSurveys().settled(id, epoch, settled);
        if (kind.equals("check")) {
            api.ledger().runs().close(id, epoch, new Ending(JobState.DONE, "{}", null));
        }
        return id;
    }

    private int statusOf(String verb, String order) {
        return api.post("/api/sync/" + verb, order).statusCode();
    }

    private static String idOf(HttpResponse<String> answer) {
        return RunningApi.json(answer).path("items").get(0).path("id").asString();
    }

    private long epochOf(String id) {
        return api.ledger().jobs().find(id).orElseThrow().epoch();
    }

    private String mark() {
        return String.valueOf(known().folderMark());
    }

    private SyncFlow known() {
        return api.ledger().syncFlows().find(host, "output").orElseThrow();
    }

    private String order(String more) {
        return "{\"host\":\"" + host + "\",\"flows\":[\"output\"]" + more + "}";
    }

    private static List<String> pathsOf(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(finding -> finding.path("path").asString())
                .toList();
    }
}
