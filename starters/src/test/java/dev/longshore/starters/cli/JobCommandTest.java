package dev.longshore.starters.cli;

import static dev.longshore.starters.cli.SampleJobs.ID;
import static dev.longshore.starters.cli.SampleJobs.PATH;
import static dev.longshore.starters.cli.SampleJobs.file;
import static dev.longshore.starters.cli.SampleJobs.job;
import static dev.longshore.starters.cli.SampleJobs.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobCommandTest {

    private final StubApi api = new StubApi();
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsJobsInATable() {
        api.on("GET /api/jobs?limit=100", 200, page("null", job("running", 120, 2), job("done", 500, 0)));

        Outcome outcome = typed.run("job", "list");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualToNormalizingNewlines("""
                JOB                                           STATE    FILES                 BYTES                   CREATED         TIME  NOTE
                archive:0198f2c4-7f00-7000-8000-000000000001  running  120 of 500, 2 failed  120.0 MiB of 500.0 MiB  11:20:51  39 min 8 s
                archive:0198f2c4-7f00-7000-8000-000000000001  done     500 of 500            500.0 MiB               11:20:51       3.5 s
                """);
    }

    @Test
    void saysWhenThereAreNoJobs() {
        api.on("GET /api/jobs?limit=100", 200, page("null"));

        assertThat(typed.run("job", "list").out()).isEqualTo("No jobs yet.\n");
        assertThat(typed.run("job", "list", "--json").out()).isEmpty();
    }

    @Test
    void narrowsTheListAndSaysThatThereAreMore() {
        api.on(
                "GET /api/jobs?room=archive&state=failed&limit=1",
                200,
                page("\"c1\"", SampleJobs.failed("SOURCE_MISSING", "There is no s3://a/b")));

        Outcome outcome = typed.run("job", "list", "--room", "archive", "--state", "failed", "--limit", "1");

        assertThat(outcome.out()).contains("SOURCE_MISSING: There is no s3://a/b");
        assertThat(outcome.err()).isEqualTo("There are more: see --limit and --all.\n");
    }

    @Test
    void printsEachItemOfAllPagesAsTheApiSentIt() {
        String odd = "{\"id\":\"archive:1\",\"new\":1.50,\"big\":12345678901234567890123,\"e\":1E5,\"name\":\"é\"}";
        api.on("GET /api/jobs?limit=1000", 200, page("\"c 1\"", odd, "{ \"id\" : \"archive:2\" }"));
        api.on("GET /api/jobs?limit=1000&cursor=c+1", 200, page("null", "{\"id\":\"archive:3\"}"));

        Outcome outcome = typed.run("job", "list", "--all", "--json");

        assertThat(outcome.out().lines()).containsExactly(odd, "{\"id\":\"archive:2\"}", "{\"id\":\"archive:3\"}");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void fetchesNoMoreThanTheLimitOverSeveralPages() {
        api.on("GET /api/jobs?limit=1000", 200, page("\"a\"", "{\"id\":\"x:1\"}", "{\"id\":\"x:2\"}"));
        api.on("GET /api/jobs?limit=998&cursor=a", 200, page("null", "{\"id\":\"x:3\"}"));

        assertThat(typed.run("job", "list", "--limit", "1000", "--json").out().lines())
                .hasSize(3);
    }

    @Test
    void shortensTheWidestColumnsOnANarrowTerminal() {
        api.on(
                "GET " + PATH + "/files?limit=100",
                200,
                page("null", file(0, "s3://source-images/" + "x".repeat(90), "done")));

        Outcome outcome = typed.onATerminal(80).with("NO_COLOR", "1").run("job", "files", ID);

        assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(outcome.out()).contains("…").doesNotContain("\u001b");
    }

    @Test
    void paintsStatesOnATerminalOnly() {
        api.on("GET /api/jobs?limit=100", 200, page("null", job("done", 500, 0)));

        assertThat(typed.run("job", "list").out()).doesNotContain("\u001b");
        assertThat(typed.onATerminal(200).run("job", "list").out()).contains("\u001b[32mdone\u001b[0m");
    }

    @Test
    void makesNamesOfFilesHarmless() {
        String evil = "s3://a/\\u001b]0;title\\u0007\\u202Egnp.exe";
        api.on("GET " + PATH + "/files?state=done&limit=100", 200, page("null", file(7, evil, "done")));

        Outcome outcome = typed.run("job", "files", ID, "--state", "done");

        assertThat(outcome.out()).contains("s3://a/?]0;title??gnp.exe").contains("1.5 MiB");
    }

    @Test
    void showsAJobOnAPage() {
        api.on("GET " + PATH, 200, SampleJobs.withResult("""
                {"archive":"s3://zip-storage/k.zip","url":null,"size":1536,"entries":500,\
                "price":{"currency":"USD","requests":"0.0374"},"leftOut":[{"ordinal":3,"reason":"SOURCE_MISSING"}],\
                "requests":{"head":4,"get":2,"put":0},"bytesSentAgain":0}"""));

        Outcome outcome = typed.run("job", "show", ID);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                job             archive:0198f2c4-7f00-7000-8000-000000000001
                state           done
                files           500 of 500
                bytes           500.0 MiB
                created         11:20:51 by anna
                started         11:20:52
                finished        11:20:55
                time            3.5 s
                archive         s3://zip-storage/k.zip
                size            1.5 KiB
                entries         500
                left out        file 3: SOURCE_MISSING
                sent again      0 B
                requests        4 head, 2 get
                price           0.0374 USD
                """);
    }

    @Test
    void showsHowLongAJobStillTakes() {
        api.on("GET " + PATH, 200, SampleJobs.withTimeLeft(12));

        assertThat(typed.run("job", "show", ID).out()).contains("left            12 s\n");
    }

    @Test
    void showsWhatAJobWaitsForAndWhyItFailed() {
        api.on(
                "GET " + PATH,
                200,
                SampleJobs.waitingFor("the store at http://x"),
                SampleJobs.failed("POISON", "file 3"));

        assertThat(typed.run("job", "show", ID).out()).contains("waits for       the store at http://x");
        assertThat(typed.run("job", "show", ID).out()).contains("failure         POISON: file 3");
    }

    @Test
    void showsAJobAsJson() {
        api.on("GET " + PATH, 200, "\n" + job("done", 500, 0) + "\n");

        assertThat(typed.run("job", "show", ID, "--json").out()).isEqualTo(job("done", 500, 0) + "\n");
    }

    @ParameterizedTest
    @CsvSource({"pause,will pause", "resume,will go on", "cancel,will be cancelled", "retry,tries again"})
    void tellsTheApiWhatIsWanted(String verb, String said) {
        api.on("POST " + PATH + "/" + verb, 202, job("running", 1, 0));

        Outcome outcome = typed.run("job", verb, ID);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(ID + " " + said + " (now running)\n");
        assertThat(api.onlyAsked().body()).isEmpty();
        assertThat(typed.run("job", verb, ID, "--json").out()).isEqualTo(job("running", 1, 0) + "\n");
    }

    @Test
    void pausesNow() {
        api.on("POST " + PATH + "/pause", 202, job("running", 1, 0));

        typed.run("job", "pause", ID, "--now");

        assertThat(api.onlyAsked().body()).isEqualTo("{\"now\":true}");
        assertThat(api.onlyAsked().header("Content-type")).contains("application/json");
    }

    @Test
    void retriesOnlyWhatTheFilterSays() {
        api.on("POST " + PATH + "/retry", 202, job("queued", 1, 0));

        typed.run("job", "retry", ID, "--failure-type", "SOURCE_MISSING", "--ordinals", "1,7-9,8");

        assertThat(api.onlyAsked().body()).isEqualTo("{\"failureType\":\"SOURCE_MISSING\",\"ordinals\":[1,7,8,9]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3-1", "1,", "-1", "0-1000000", "1-9999999999999"})
    void refusesOrdinalsThatAreNone(String ordinals) {
        Outcome outcome = typed.run("job", "retry", ID, "--ordinals=" + ordinals);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("error: --ordinals ");
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400,2", "401,2", "403,2", "404,3", "409,2", "413,2", "415,2", "422,2", "429,5", "500,5", "502,5", "503,5"
    })
    void endsWithTheCodeThatTheStatusStandsFor(int status, int exitCode) {
        api.on("POST " + PATH + "/resume", status, "{\"status\":1,\"title\":\"No\",\"detail\":\"It is not paused.\"}");

        Outcome outcome = typed.run("job", "resume", ID);

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(status == 401 ? "error: " : "error: It is not paused.");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f2c4", "archive:", "archive:a/b", "../x:1", "archive:a b"})
    void refusesWhatIsNoId(String id) {
        Outcome outcome = typed.run("job", "show", id);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("is not the id of a job");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void showsTheTraceOnlyWhenDebugging() {
        assertThat(typed.run("job", "show", ID).err().lines()).hasSize(1);
        assertThat(typed.run("job", "show", ID, "--debug").err()).contains("\tat dev.longshore");
        assertThat(typed.run("--debug", "job", "show", ID).err()).contains("\tat dev.longshore");
    }

    @Test
    void saysWhenAStrangerAnswers() {
        api.on("GET " + PATH, 200, "<html>hello</html>");

        Outcome outcome = typed.run("job", "show", ID);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("is not Longshore");
    }

    @Test
    void doesNotTakeAnAnswerThatWasCutShortForAWholeOne() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dying = new Thread(() -> answerAndDie(server));
            dying.start();

            Outcome outcome = typed.with("LONGSHORE_URL", "http://127.0.0.1:" + server.getLocalPort())
                    .run("job", "show", ID);

            assertThat(outcome.exitCode()).isEqualTo(5);
            assertThat(outcome.err())
                    .startsWith("error: no answer from http://127.0.0.1:")
                    .containsAnyOf("cut short", "Premature EOF"); // newer Java versions say it themselves
        }
    }

    private static void answerAndDie(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(20);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sendsTheTokenAndNeverShowsIt() {
        api.on("GET " + PATH, 401, "{\"detail\":\"Who are you?\"}");

        Outcome outcome = typed.with("LONGSHORE_TOKEN", "s3cret").run("job", "show", ID, "--debug");

        assertThat(api.onlyAsked().header("Authorization")).contains("Bearer s3cret");
        assertThat(outcome.err()).contains("LONGSHORE_TOKEN").doesNotContain("s3cret");
    }

    @Test
    void endsQuietlyWhenNobodyReads() {
        api.on("GET /api/jobs?limit=1000", 200, page("\"more\"", "{\"id\":\"x:1\"}"));

        int exitCode = LongshoreCommand.run(
                typed.surroundings(new ClosedPipe(), System.err), "job", "list", "--all", "--json");

        assertThat(exitCode).isZero();
        assertThat(api.asked()).extracting(StubApi.Asked::line).isEqualTo(List.of("GET /api/jobs?limit=1000"));
    }
}
