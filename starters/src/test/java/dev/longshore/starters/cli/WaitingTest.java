package dev.longshore.starters.cli;

import static dev.longshore.starters.cli.SampleJobs.ID;
import static dev.longshore.starters.cli.SampleJobs.PATH;
import static dev.longshore.starters.cli.SampleJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitingTest {

    private final Typed typed = new Typed();

    @ParameterizedTest
    @CsvSource({"done,500,0,0", "done,498,2,4", "failed,120,1,1", "cancelled,120,0,1"})
    void endsAsTheJobEnded(String state, int done, int failed, int exitCode) {
        try (StubApi api = new StubApi()) {
            api.on("GET " + PATH, 200, job(state, done, failed));

            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID);

            assertThat(outcome.exitCode()).isEqualTo(exitCode);
            assertThat(outcome.out()).contains("state           " + state);
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void printsTheJobAtEachChangeThatItIsTold() {
        String[] told = {job("running", 1, 0), job("running", 1, 0), job("running", 2, 0), job("done", 500, 0)};
        try (StubEvents api = new StubEvents(job("queued", 0, 0)).telling(told)) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID, "--json");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines())
                    .containsExactly(
                            job("queued", 0, 0), job("running", 1, 0), job("running", 2, 0), job("done", 500, 0));
            assertThat(api.asked())
                    .containsExactly("GET " + PATH + " HTTP/1.1", "GET " + PATH + "/events HTTP/1.1 as WebSocket");
        }
    }

    @Test
    void connectsAgainWhenTheConnectionEnds() {
        try (StubEvents api = new StubEvents(job("queued", 0, 0))
                .telling(job("running", 1, 0))
                .telling(job("done", 500, 0))) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID, "--json");

            assertThat(outcome.out().lines())
                    .containsExactly(job("queued", 0, 0), job("running", 1, 0), job("done", 500, 0));
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void asksNowAndThenWhereThereAreNoEvents() {
        try (StubApi api = new StubApi()) {
            api.on("GET " + PATH, 200, job("queued", 0, 0), job("running", 1, 0), job("done", 500, 0));

            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID, "--json");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines()).hasSize(3);
        }
    }

    @Test
    void goesOnWhenTheApiComesBackAtAnotherPlace(@TempDir Path data) throws IOException {
        StubApi first = new StubApi().on("GET " + PATH, 200, job("running", 1, 0));
        writeEndpoints(data, first.url());
        Typed user = typed.with("LONGSHORE_DATA", data.toString()).withClock(Clock.systemUTC());
        CompletableFuture<Outcome> watching =
                CompletableFuture.supplyAsync(() -> user.run("job", "watch", ID, "--json"));
        until(() -> first.asked().size() > 2);

        first.close();
        try (StubEvents second = new StubEvents(job("running", 3, 0)).telling(job("done", 500, 0))) {
            writeEndpoints(data, second.url());
            Outcome outcome = watching.orTimeout(60, TimeUnit.SECONDS).join();

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out().lines()).last().isEqualTo(job("done", 500, 0));
            assertThat(outcome.err()).startsWith("note: no ").endsWith("note: the API answers again\n");
        }
    }

    @Test
    void givesUpInTheEnd() {
        StubApi api = new StubApi().on("GET " + PATH, 200, job("running", 1, 0));
        Typed user = typed.with("LONGSHORE_URL", api.url()).withClock(Clock.systemUTC());
        CompletableFuture<Outcome> watching =
                CompletableFuture.supplyAsync(() -> user.run("job", "watch", ID, "--json", "--give-up", "300ms"));
        until(() -> api.asked().size() > 2);

        api.close();

        Outcome outcome = watching.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("error: gave up after 0.3 s").contains("longshore job watch " + ID);
    }

    @Test
    void doesNotWaitForAnApiThatIsNotThere() {
        Outcome outcome = typed.with("LONGSHORE_URL", "http://127.0.0.1:1").run("job", "watch", ID);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err())
                .isEqualTo("error: no Longshore API at http://127.0.0.1:1, as LONGSHORE_URL says: "
                        + "start one with ./longshore up\n");
    }

    @Test
    void drawsABlockOverItselfOnATerminal() {
        String[] told = {SampleJobs.waitingFor("the store"), job("done", 500, 0)};
        try (StubEvents api = new StubEvents(job("running", 100, 0)).telling(told)) {
            Outcome outcome =
                    typed.with("LONGSHORE_URL", api.url()).onATerminal(90).run("job", "watch", ID);

            assertThat(outcome.out())
                    .contains("[####....................] 20 %  100 of 500 files  100.0 MiB of 500.0 MiB")
                    .contains("waits for the store")
                    .contains("\u001b[2A\u001b[J")
                    .contains("\u001b[3A\u001b[J");
        }
    }

    @Test
    void writesALineNowAndThenElsewhere() {
        String[] told = {job("running", 101, 0), SampleJobs.waitingFor("the store"), job("done", 500, 0)};
        try (StubEvents api = new StubEvents(job("running", 100, 0)).telling(told)) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID);

            assertThat(outcome.out()).startsWith("""
                            12:00:00 running: 100 of 500 files  100.0 MiB of 500.0 MiB
                            12:00:00 running, waits for the store: 120 of 500 files  120.0 MiB of 500.0 MiB
                            12:00:00 done: 500 of 500 files  500.0 MiB
                            """);
        }
    }

    @Test
    void saysHowLongItStillTakes() {
        String[] told = {SampleJobs.withTimeLeft(185), job("done", 500, 0)};
        try (StubEvents api = new StubEvents(job("queued", 0, 0)).telling(told)) {
            Outcome outcome = typed.with("LONGSHORE_URL", api.url()).run("job", "watch", ID);

            assertThat(outcome.out()).startsWith("""
                            12:00:00 queued: 0 of 500 files  0 B of 500.0 MiB
                            12:00:00 running: 120 of 500 files  120.0 MiB of 500.0 MiB  3 min 5 s left
                            12:00:00 done: 500 of 500 files  500.0 MiB
                            """);
        }
    }

    @Test
    void saysItInTheBlockOnATerminalToo() {
        String[] told = {SampleJobs.withTimeLeft(185), job("done", 500, 0)};
        try (StubEvents api = new StubEvents(job("queued", 0, 0)).telling(told)) {
            Outcome outcome =
                    typed.with("LONGSHORE_URL", api.url()).onATerminal(120).run("job", "watch", ID);

            assertThat(outcome.out()).contains("24 %  120 of 500 files  120.0 MiB of 500.0 MiB  3 min 5 s left");
        }
    }

    @Test
    void waitsAfterCancelAndRetry() {
        try (StubApi api = new StubApi()) {
            api.on("POST " + PATH + "/cancel", 202, job("running", 1, 0));
            api.on("POST " + PATH + "/retry", 202, job("queued", 1, 0));
            api.on("GET " + PATH, 200, job("cancelled", 1, 0), job("done", 500, 0));
            typed.with("LONGSHORE_URL", api.url());

            assertThat(typed.run("job", "cancel", ID, "--wait").exitCode()).isEqualTo(1);
            assertThat(typed.run("job", "retry", ID, "--wait").exitCode()).isZero();
        }
    }

    @Test
    void hasLearntNothingWhenNobodyReadsItsWaiting() {
        try (StubApi api = new StubApi()) {
            api.on("GET " + PATH, 200, job("running", 1, 0));

            int exitCode = LongshoreCommand.run(
                    typed.with("LONGSHORE_URL", api.url()).surroundings(new ClosedPipe(), System.err),
                    "job",
                    "watch",
                    ID);

            assertThat(exitCode).isEqualTo(5);
        }
    }

    @Test
    void saysHowToWatchAgainWhenItIsInterrupted() throws IOException {
        try (StubEvents api = new StubEvents(job("running", 1, 0)).telling(job("running", 2, 0))) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LongshoreCommand.class.getName(),
                            "job",
                            "watch",
                            ID,
                            "--url",
                            api.url())
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).contains("running: 1 of 500 files");

            process.toHandle().destroy(); // unlike the process's own, it leaves its output to be read

            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("The job goes on. Watch it again: longshore job watch " + ID);
            assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue())
                    .isEqualTo(143);
        }
    }

    private static void writeEndpoints(Path data, String url) throws IOException {
        Path written = data.resolve("endpoints.new");
        Files.writeString(written, "{\"pid\":" + ProcessHandle.current().pid() + ",\"api\":\"" + url + "\"}");
        Files.move(written, data.resolve("endpoints.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("time over the deadline").isNegative();
            Thread.onSpinWait();
        }
    }
}
