package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.ledger.sync.PassLimits;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.starters.engine.NewRun;
import dev.longshore.starters.openapi.Description;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Flows by REST. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MinioSyncControllerTest {

    private static final PassLimits LIMITS = new PassLimits(1, 1 << 30, 4);

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;
    private Description description;
    private String host;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of());
        description = new Description(RunningApi.json(api.get("/v3/api-docs")));
        announce("another-host", "output");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void announceFlows() {
        host = "host-" + UUID.randomUUID();
        announce(host, "output", "input");
    }

    @Test
    void flowsAreStartedOnceHoweverOftenThatIsAsked() {
        JsonNode first = described("POST", "/api/sync", post("", order("")), 202);
        JsonNode again = described("POST", "/api/sync", post("", order("")), 202);

        assertThat(idsOf(first)).containsExactly(job("input"), job("output"));
        assertThat(idsOf(again)).isEqualTo(idsOf(first));
        NewRun run = engine.lastStartOf(job("output"));
        assertThat(run.workflowType()).isEqualTo("MinioSyncFlowWorkflow");
        assertThat(run.options().getStaticSummary()).isEqualTo("Keep flow output of " + host);
        assertThat(jobOf("output").epoch()).isOne();
    }

    @Test
    void flowsThatAreNamedTwiceAreOne() {
        JsonNode jobs = described("POST", "/api/sync", post("", flows("output", "output")), 202);

        assertThat(idsOf(jobs)).containsExactly(job("output"));
    }

    @Test
    void aFlowThatRunsDoesNotBecomeOneThatGoesOnceNorTheOtherWayRound() {
        post("", flows("output"));
        post("", order(",\"flows\":[\"input\"],\"once\":true"));

        HttpResponse<String> once = post("", order(",\"once\":true"));
        HttpResponse<String> forEver = post("", flows("input"));

        described("POST", "/api/sync", once, 409);
        assertThat(RunningApi.detail(once))
                .contains("Flow output runs already, and not once", "longshore sync stop --flow output");
        assertThat(RunningApi.detail(forEver)).contains("Flow input goes once and ends by itself");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\":\"HOST\",\"flows\":[\"nosuch\"]}|404|Host HOST has no flow nosuch; it has input, output.",
                "{\"host\":\"nosuch\"}|404|Host nosuch has no flows; hosts that have some: another-host, ",
                "{}|400|host is missing: more than one has flows; hosts that have some: another-host, ",
                "{\"host\":\"HOST\",\"flows\":[]}|400|flows names none",
                "{\"host\":\"HOST\",\"flows\":[null]}|400|flows names none",
                "{\"host\":\"HOST\",\"flows\":\"output\"}|400|The field flows has the wrong type",
                "{\"host\":\"a\\u0000b\"}|404|has no flows",
                "{\"colour\":1}|400|Unknown field colour",
            })
    void whoeverIsMeantWronglyIsTold(String order, int status, String said) {
        for (String verb : List.of("", "/stop", "/pause", "/resume", "/approve", "/check")) {
            String asked = verb.equals("/approve") && !order.contains("flows")
                    ? order.replace("{", "{\"flows\":[\"output\"],").replace(",}", "}")
                    : order;

            HttpResponse<String> answer = post(verb, asked.replace("HOST", host));

            described("POST", "/api/sync" + verb, answer, status);
            assertThat(RunningApi.detail(answer)).as(verb).contains(said.replace("HOST", host));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stop", "/pause", "/resume"})
    void onceIsForStartingAlone(String verb) {
        HttpResponse<String> answer = post(verb, order(",\"once\":true"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningApi.detail(answer)).isEqualTo("once means nothing here; it is for starting flows.");
    }

    @Test
    void statusShowsTheFlowsOfAHostOrOfAll() {
        JsonNode all = described("GET", "/api/sync/status", api.get("/api/sync/status"), 200);
        JsonNode mine = described("GET", "/api/sync/status", api.get("/api/sync/status?host=" + host), 200);
        HttpResponse<String> none = api.get("/api/sync/status?host=nosuch");

        assertThat(all.path("items").size()).isGreaterThan(mine.path("items").size());
        assertThat(mine.path("items").valueStream())
                .extracting(flow -> flow.path("flow").asString())
                .containsExactly("input", "output");
        assertThat(mine.path("items").get(0).path("state").asString()).isEqualTo("off");
        described("GET", "/api/sync/status", none, 404);
        assertThat(RunningApi.detail(none)).contains("Host nosuch has no flows; hosts that have some: another-host");
    }

    @Test
    void statusSaysWhatFailedLast() {
        SyncFlow flow = aRunningFlow();
        String pass = aPassOf(flow, "a");
        api.ledger().runs().close(pass, 1, new Ending(JobState.FAILED, null, new Failure("DEFECT", "odd")));
        api.ledger().syncPasses().underWay(flow);

        JsonNode shown = described("GET", "/api/sync/status", api.get("/api/sync/status?host=" + host), 200);

        JsonNode output = shown.path("items").get(1);
        assertThat(output.path("failed").asInt()).isOne();
        assertThat(output.path("lastError").path("path").asString()).isEqualTo("a");
        assertThat(output.path("lastError").path("why").asString()).isEqualTo("DEFECT: odd");
    }

    @Test
    void statusSaysWhatAPassOfAFlowWaitsFor() {
        String pass = aPassOf(aRunningFlow(), "a");
        api.ledger().runs().waitingFor(pass, 1, "the store");

        JsonNode shown = described("GET", "/api/sync/status", api.get("/api/sync/status?host=" + host), 200);

        assertThat(shown.path("items").get(1).path("waitingFor").asString()).startsWith("the store");
    }

    @Test
    void statusSaysWhyAFlowFailed() {
        SyncFlow flow = aRunningFlow();
        long epoch = jobOf("output").epoch();
        Failure failure = new Failure("INVALID_REQUEST", "it is in no settings");
        api.ledger().runs().close(flow.jobId(), epoch, new Ending(JobState.FAILED, null, failure));

        JsonNode shown = described("GET", "/api/sync/status", api.get("/api/sync/status?host=" + host), 200);

        assertThat(shown.path("items").get(1).path("failure").path("message").asString())
                .isEqualTo("it is in no settings");
    }

    @Test
    void aPauseIsToldToTheFlowAndItsPasses() {
        SyncFlow flow = aRunningFlow();
        String pass = aPassOf(flow, "a");

        described("POST", "/api/sync/pause", post("/pause", order("")), 200);
        assertThat(wishOf(flow.jobId())).isEqualTo(Desired.PAUSE);
        assertThat(wishOf(pass)).isEqualTo(Desired.PAUSE);

        described("POST", "/api/sync/resume", post("/resume", flows("output")), 200);
        assertThat(wishOf(flow.jobId())).isEqualTo(Desired.RUN);
        assertThat(wishOf(pass)).isEqualTo(Desired.RUN);
    }

    @ParameterizedTest
    @CsvSource({"/pause, paused", "/resume, resumed"})
    void whatDoesNotRunIsNotPaused(String verb, String done) {
        HttpResponse<String> none = post(verb, order(""));
        aRunningFlow();
        HttpResponse<String> one = post(verb, flows("output", "input"));

        described("POST", "/api/sync" + verb, none, 409);
        assertThat(RunningApi.detail(none))
                .isEqualTo("Not running, and not to be " + done
                        + ": input, output. A flow is started with longshore sync start.");
        assertThat(RunningApi.detail(one)).startsWith("Not running, and not to be " + done + ": input. ");
        assertThat(post(verb, order("")).statusCode()).isEqualTo(200);
    }

    @Test
    void aStopCancelsTheFlowItsPassesAndTheCleanupThatItBegan() {
        SyncFlow flow = aRunningFlow();
        String first = aPassOf(flow, "a");
        String second = aPassOf(flow, "b");
        api.ledger().syncSurveys().startIfDue(flow, Duration.ofHours(1), "{}");

        JsonNode stopped = described("POST", "/api/sync/stop", post("/stop", order("")), 202);

        String cleanup = flow.jobId() + ":cleanup";
        assertThat(idsOf(stopped)).containsExactlyInAnyOrder(flow.jobId(), first, second, cleanup);
        assertThat(idsOf(stopped)).allSatisfy(job -> assertThat(wishOf(job)).isEqualTo(Desired.CANCEL));
        assertThat(idsOf(stopped).get(0)).as("it writes no more passes").isEqualTo(flow.jobId());
    }

    @Test
    void aStopFindsThePassesOfAFlowThatWasCancelledAlone() {
        SyncFlow flow = aRunningFlow();
        String pass = aPassOf(flow, "a");
        end(flow.jobId());

        JsonNode stopped = described("POST", "/api/sync/stop", post("/stop", flows("output")), 202);

        assertThat(idsOf(stopped)).containsExactly(pass);
    }

    @Test
    void toStopWhatDoesNotRunIsNoError() {
        JsonNode stopped = described("POST", "/api/sync/stop", post("/stop", order("")), 202);

        assertThat(stopped.path("items")).isEmpty();
    }

    @Test
    void aStoppedFlowIsStartedAgainWhenItHasEnded() {
        SyncFlow flow = aRunningFlow();
        post("/stop", flows("output"));

        HttpResponse<String> tooEarly = post("", flows("output"));
        end(flow.jobId());
        HttpResponse<String> again = post("", flows("output"));

        described("POST", "/api/sync", tooEarly, 409);
        assertThat(RunningApi.detail(tooEarly)).contains("Flow output is being stopped", flow.jobId());
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(jobOf("output").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void approvalsNameTheirFlows() {
        HttpResponse<String> all = post("/approve", order(""));
        HttpResponse<String> one = post("/approve", flows("output"));

        assertThat(RunningApi.detail(all)).isEqualTo("flows is missing: name the flows that are approved.");
        described("POST", "/api/sync/approve", one, 200);
        described(
                "POST", "/api/sync/approve", post("/approve", order(",\"flows\":[\"output\"],\"cleanup\":true")), 409);
    }

    @Test
    void theLifeOfAFileComesInPages() {
        SyncFlow flow = aRunningFlow();
        for (String content : List.of("first", "second", "third")) {
            api.ledger().syncFiles().seen(flow.id(), List.of(new SeenFile("a b.txt", content, 7)));
            String pass = aPass(flow);
            api.ledger().runs().close(pass, 1, new Ending(JobState.FAILED, null, new Failure("DEFECT", "odd")));
            api.ledger().syncPasses().underWay(flow);
        }

        JsonNode page = described("GET", "/api/sync/history", history("&path=a%20b.txt&limit=2"), 200);
        JsonNode rest = described(
                "GET",
                "/api/sync/history",
                history("&path=a%20b.txt&limit=2&cursor=" + page.path("next").asString()),
                200);

        assertThat(page.path("items").valueStream())
                .extracting(life -> life.path("generation").asInt())
                .containsExactly(1, 2);
        assertThat(rest.path("items").valueStream())
                .extracting(life -> life.path("generation").asInt())
                .containsExactly(3);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(described("GET", "/api/sync/history", history("&path=nosuch"), 200)
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "&path=a&limit=0, 400, limit is 0; allowed: 1 to 1000.",
        "&path=a&limit=1001, 400, limit is 1001; allowed: 1 to 1000.",
        "&path=a&limit=many, 400, limit is many; allowed: 1 to 1000.",
        "&path=a&cursor=x, 400, cursor x is none: take the one that next said.",
        "&path=a%00b, 400, path is no name: it holds a NUL character",
        "&path=, 400, path is empty",
        "'', 400, path",
        "&path=a&colour=red, 400, Unknown query parameter colour; known here: cursor",
    })
    void aLifeThatIsAskedForWronglyIsRefused(String query, int status, String said) {
        HttpResponse<String> answer = history(query);

        described("GET", "/api/sync/history", answer, status);
        assertThat(RunningApi.detail(answer)).contains(said);
    }

    private HttpResponse<String> history(String query) {
        return api.get("/api/sync/history?flow=output&host=" + host + query);
    }

    private SyncFlow aRunningFlow() {
        assertThat(post("", flows("output")).statusCode()).isEqualTo(202);
        return api.ledger().syncFlows().find(host, "output").orElseThrow();
    }

    private String aPassOf(SyncFlow flow, String path) {
        api.ledger().syncFiles().seen(flow.id(), List.of(new SeenFile(path, "content", 7)));
        return aPass(flow);
    }

    private String aPass(SyncFlow flow) {
        long epoch = jobOf(flow.name()).epoch();
        return api.ledger()
                .syncPasses()
                .next(flow, epoch, LIMITS, path -> true)
                .orElseThrow()
                .jobId();
    }

    private void end(String id) {
        long epoch = api.ledger().jobs().find(id).orElseThrow().epoch();
        api.ledger().runs().close(id, epoch, new Ending(JobState.CANCELLED, null, null));
    }

    private void announce(String ofHost, String... names) {
        api.ledger()
                .syncFlows()
                .announce(Stream.of(names)
                        .map(name ->
                                new NewFlow(ofHost, name, Direction.UP, "/data/" + name, "s3://storage/" + name + "/"))
                        .toList());
    }

    private JsonNode described(String method, String path, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = RunningApi.json(answer);
        assertThat(description.faultsOf(method, path, status, body)).isEmpty();
        return body;
    }

    private HttpResponse<String> post(String verb, String order) {
        return api.post("/api/sync" + verb, order);
    }

    private String order(String more) {
        return "{\"host\":\"" + host + "\"" + more + "}";
    }

    private String flows(String... names) {
        return order(",\"flows\":[\"" + String.join("\",\"", names) + "\"]");
    }

    private String job(String flow) {
        return "sync:" + host + ":" + flow;
    }

    private Job jobOf(String flow) {
        return api.ledger().jobs().find(job(flow)).orElseThrow();
    }

    private Desired wishOf(String job) {
        return api.ledger().jobs().find(job).orElseThrow().desired();
    }

    private static List<String> idsOf(JsonNode answer) {
        return answer.path("items")
                .valueStream()
                .map(job -> job.path("id").asString())
                .toList();
    }
}
