package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.StubApi;
import dev.longshore.starters.cli.Typed;
import dev.longshore.starters.cli.Typed.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MinioSyncCommandTest {

    private static final String JOB = """
            {"id":"sync:here:%s","room":"sync","state":"%s","waitingFor":%s,\
            "files":{"total":0,"done":0,"failed":0,"skipped":0},"bytes":{"total":0,"done":0},\
            "failure":null,"result":null}""";

    private static final String FLOW = """
            {"host":"here","flow":"output","direction":"up","folder":"/data/output","place":"s3://storage/output/",\
            "job":"sync:here:output","state":"%s","former":false,"waitingFor":%s,"failure":null,"waiting":{"files":2,"bytes":2048},\
            "moving":{"files":0,"bytes":0},"movedToday":{"files":7,"bytes":7168},"failed":%d,\
            "oldestWaiting":"2026-11-21T11:59:00Z","bytesPerSecond":1024,"lastError":%s}""";

    private static final String CONTENT = """
            {"id":1,"path":"a b.txt","generation":%d,"state":"%s","identity":"1","bytes":2048,"jobId":"sync:here:output:1",\
            "ordinal":0,"target":"s3://storage/output/a b.txt","proof":"md5:1b2c","foundAt":"2026-11-21T11:58:00Z",\
            "verifiedAt":"2026-11-21T11:58:01Z","endedAt":"2026-11-21T11:58:02Z","why":null}""";

    private static final String LIFE = "GET /api/sync/history?flow=output&path=a+b.txt&limit=";

    private final StubApi api = new StubApi();
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void startSaysWhichJobsKeepTheFlows() {
        api.on("POST /api/sync", 202, items(job("input", "queued"), job("output", "running")));

        Outcome outcome = typed.run("sync", "start", "--host", "here", "--flow", "input,output");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                sync:here:input queued
                sync:here:output running
                Follow them: longshore sync status
                """);
        assertThat(api.onlyAsked().body()).isEqualTo("{\"host\":\"here\",\"flows\":[\"input\",\"output\"]}");
    }

    @ParameterizedTest
    @CsvSource({"start, /api/sync", "stop, /api/sync/stop", "pause, /api/sync/pause", "resume, /api/sync/resume"})
    void withoutOptionsAllFlowsAreMeantAndJsonIsOneItemALine(String verb, String path) {
        String[] sent = {job("input", "queued"), job("output", "running")};
        api.on("POST " + path, 202, items(sent));

        Outcome outcome = typed.run("sync", verb, "--json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines()).containsExactly(sent);
        assertThat(outcome.err()).isEmpty();
        assertThat(api.onlyAsked().body()).isEqualTo("{}");
    }

    @Test
    void startOnceWaitsForTheEndAndSaysForWhatAFlowWaits() {
        api.on("POST /api/sync", 202, items(job("input", "done"), job("output", "queued")));
        String away = JOB.formatted("output", "running", "\"the store\"");
        api.on("GET /api/jobs/sync:here:output", 200, away, away, job("output", "done"));
        api.on("GET /api/sync/status", 200, items(flow("done", 0)));

        Outcome outcome = typed.run("sync", "start", "--once", "--wait");

        assertThat(outcome.out()).isEqualTo("""
                sync:here:input done
                sync:here:output queued
                sync:here:output running, waits for the store
                sync:here:output done
                """);
        assertThat(outcome.exitCode()).isZero();
        assertThat(api.asked().get(0).body()).isEqualTo("{\"once\":true}");
    }

    @ParameterizedTest
    @CsvSource({"done, 0, 0", "done, 1, 4", "failed, 0, 1", "cancelled, 0, 1"})
    void theExitCodeSaysHowAFlowWentThatWasWaitedFor(String state, int failed, int code) {
        api.on("POST /api/sync", 202, items(job("output", state)));
        api.on("GET /api/sync/status", 200, items(flow(state, failed)));

        Outcome outcome = typed.run("sync", "start", "--once", "--wait", "--json");

        assertThat(outcome.exitCode()).isEqualTo(code);
        assertThat(outcome.out()).isEqualTo(job("output", state) + "\n");
    }

    @Test
    void thereIsNoWaitingForAFlowThatDoesNotEnd() {
        Outcome outcome = typed.run("sync", "start", "--wait");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("flows without --once have none", "say --once too");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void stopNamesTheJobsThatAreCancelled() {
        api.on("POST /api/sync/stop", 202, items(job("output", "running"), job("output:7", "queued")));

        Outcome outcome = typed.run("sync", "stop", "--flow", "output");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                sync:here:output will be cancelled (now running)
                sync:here:output:7 will be cancelled (now queued)
                """);
    }

    @Test
    void stopWaitsUntilAllHaveEnded() {
        api.on("POST /api/sync/stop", 202, items(job("output", "running"), job("output:7", "running")));
        api.on("GET /api/jobs/sync:here:output", 200, job("output", "cancelled"));
        api.on("GET /api/jobs/sync:here:output:7", 200, job("output:7", "done"));

        Outcome outcome = typed.run("sync", "stop", "--wait");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("sync:here:output cancelled\n").endsWith("sync:here:output:7 done\n");
    }

    @Test
    void stopSaysThatNothingRan() {
        api.on("POST /api/sync/stop", 202, "{\"items\":[]}");

        Outcome outcome = typed.run("sync", "stop");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("Nothing is to be stopped.\n");
    }

    @Test
    void statusIsALineForEachFlow() {
        api.on("GET /api/sync/status?host=here", 200, items(flow("running", 0)));

        Outcome outcome = typed.run("sync", "status", "--host", "here");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                FLOW         STATE        WAITING  MOVING  MOVED TODAY      SPEED  FAILED  OLDEST    NOTE
                here:output  running  2 (2.0 KiB)       -  7 (7.0 KiB)  1.0 KiB/s       0  11:59:00  /data/output to s3://storage/output/
                """);
    }

    @Test
    void statusSaysWhatAFlowWaitsForElseWhatFailedLast() {
        String error = "{\"path\":\"b.txt\",\"why\":\"DEFECT: odd\",\"at\":null}";
        api.on(
                "GET /api/sync/status",
                200,
                items(
                        FLOW.formatted("running", "\"the folder\"", 1, error),
                        FLOW.formatted("running", "null", 1, error)));

        Outcome outcome = typed.run("sync", "status");

        assertThat(outcome.out().lines().toList().get(1)).endsWith("waits for the folder");
        assertThat(outcome.out().lines().toList().get(2)).endsWith("b.txt: DEFECT: odd");
    }

    @Test
    void statusSaysThatAFlowIsInTheSettingsNoMore() {
        api.on("GET /api/sync/status", 200, items(flow("off", 0).replace("\"former\":false", "\"former\":true")));

        assertThat(typed.run("sync", "status").out().lines().toList().get(1))
                .endsWith("not in the settings of here any more");
    }

    @Test
    void statusSaysWhyAFlowFailed() {
        String failure = "{\"type\":\"INVALID_REQUEST\",\"message\":\"it is in no settings\"}";
        api.on(
                "GET /api/sync/status",
                200,
                items(flow("failed", 0).replace("\"failure\":null", "\"failure\":" + failure)));

        assertThat(typed.run("sync", "status").out()).contains("  INVALID_REQUEST: it is in no settings\n");
    }

    @Test
    void statusHasColoursOnATerminalUnlessTheyAreNotWanted() {
        api.on("GET /api/sync/status", 200, items(flow("running", 0)));

        assertThat(typed.onATerminal(200).run("sync", "status").out()).contains("\u001b[36mrunning");
        assertThat(typed.with("NO_COLOR", "1").run("sync", "status").out()).doesNotContain("\u001b");
    }

    @Test
    void statusSaysHowFlowsCome() {
        api.on("GET /api/sync/status", 200, "{\"items\":[]}");

        Outcome outcome = typed.run("sync", "status");

        assertThat(outcome.out())
                .isEqualTo("No flows. A worker announces them: longshore worker --pools sync --host NAME\n");
        assertThat(typed.run("sync", "status", "--json").out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pause", "resume", "approve"})
    void wishesShowTheFlowsAsTheyAreThen(String verb) {
        api.on("POST /api/sync/" + verb, 200, items(flow("paused", 0)));

        Outcome outcome = typed.run("sync", verb, "--flow", "output");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("here:output  paused");
        assertThat(api.onlyAsked().body()).isEqualTo("{\"flows\":[\"output\"]}");
    }

    @Test
    void aHostThatIsForgottenIsNamed() {
        api.on("POST /api/sync/forget", 200, items(flow("off", 0)));

        Outcome outcome = typed.run("sync", "forget", "here");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("here:output  off");
        assertThat(api.onlyAsked().body()).isEqualTo("{\"host\":\"here\"}");
        assertThat(typed.run("sync", "forget").exitCode()).isEqualTo(2);
    }

    @Test
    void historyShowsTheContentsThatANameHad() {
        api.on(LIFE + "100", 200, page("null", content(1, "replaced"), content(2, "moved")));

        Outcome outcome = typed.run("sync", "history", "--flow", "output", "a b.txt");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines().toList().get(2))
                .isEqualTo(
                        "  2  moved     2.0 KiB  11:58:00  11:58:01  11:58:02  s3://storage/output/a b.txt  md5:1b2c");
    }

    @Test
    void historyTurnsPages() {
        api.on(LIFE + "1000", 200, page("\"1\"", content(1, "replaced")));
        api.on(LIFE + "1000&cursor=1", 200, page("null", content(2, "moved")));

        Outcome outcome = typed.run("sync", "history", "--flow", "output", "a b.txt", "--all", "--json");

        assertThat(outcome.out().lines()).containsExactly(content(1, "replaced"), content(2, "moved"));
    }

    @Test
    void historySaysIfThereIsMore() {
        api.on(LIFE + "1", 200, page("\"1\"", content(1, "replaced")));

        Outcome outcome = typed.run("sync", "history", "--flow", "output", "a b.txt", "--limit", "1");

        assertThat(outcome.err()).contains("There are more: see --limit and --all.");
    }

    @Test
    void aFileThatNobodyHasSeenIsNotFound() {
        api.on(LIFE + "100", 200, page("null"));

        Outcome outcome = typed.run("sync", "history", "--flow", "output", "a b.txt");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("error: nobody has seen a b.txt in flow output\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sync|missing required subcommand",
                "sync history a|missing required option: '--flow=NAME'",
                "sync history --flow output|missing required parameter: 'FILE'",
                "sync history --flow output a --limit 0|--limit is 0",
                "sync status output|unexpected argument 'output'",
                "sync start --onec|there is no option '--onec'; did you mean --once?",
                "sync stat|there is no verb 'stat'; did you mean",
            })
    void wrongUsageIsToldAndAsksNobody(String line, String said) {
        Outcome outcome = typed.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("error: ").contains(said);
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "404, 3", "409, 2", "503, 5"})
    void theExitCodeSaysWhyTheApiRefuses(int status, int code) {
        api.on("POST /api/sync/pause", status, "{\"detail\":\"Host here has no flow x; it has output.\"}");

        Outcome outcome = typed.run("sync", "pause", "--flow", "x");

        assertThat(outcome.exitCode()).isEqualTo(code);
        assertThat(outcome.err()).contains("error: Host here has no flow x; it has output.");
    }

    private static String job(String flow, String state) {
        return JOB.formatted(flow, state, "null");
    }

    private static String flow(String state, int failed) {
        return FLOW.formatted(state, "null", failed, "null");
    }

    private static String content(int generation, String state) {
        return CONTENT.formatted(generation, state);
    }

    private static String items(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    private static String page(String next, String... items) {
        return "{\"items\":[" + String.join(",", items) + "],\"next\":" + next + "}";
    }
}
