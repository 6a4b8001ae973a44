package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of a job when something around it ends, stops or is lost, row by row of the reconciler's table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InterruptionContract {

    private static final long PART = 5 << 20;

    private House house;
    private Map<String, String> trip;

    abstract EngineChoice engine();

    @BeforeAll
    void start(@TempDir Path folder) {
        house = new House(engine(), folder);
        trip = house.store().fill("trip/", 7_000_000, 3_000_000, 5 << 20, 6_000_000, 100, 4_000_000);
        house.store().put("small/a.txt", "a".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void spoilNothing() {
        house.proxy().spoil(request -> new Fault.None());
    }

    @AfterAll
    void stop() {
        house.close();
    }

    House house() {
        return house;
    }

    @Test
    void waitsForAStoreThatIsAway() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("outage.zip");
        gate.awaitAPart();

        house.proxy().shut();
        gate.open();
        Eventually.holds("the job to say what it waits for", () -> house.row(id).waitingFor() != null);
        String waitingFor = house.rest().job(id).path("waitingFor").asString();
        house.proxy().open();
        JsonNode job = requireTrip(id);

        assertThat(waitingFor).contains("store").contains("since");
        assertThat(job.path("waitingFor").isNull()).isTrue();
        assertThat(job.path("result").path("bytesSentAgain").asLong()).isLessThanOrEqualTo(PART);
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("database.zip");
        gate.awaitAPart();

        house.stopDatabase();
        gate.open();
        Eventually.holds(
                "the API to say that it is away",
                () -> house.rest().get("/api/health").statusCode() == 503);
        house.startDatabase();
        JsonNode job = requireTrip(id);

        assertThat(house.row(id).epoch()).isEqualTo(1);
        assertThat(job.path("result").path("bytesSentAgain").asLong()).isLessThanOrEqualTo(PART);
    }

    @Test
    void leavesTheRestToAnotherWorkerWhenOneIsStopped() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("drained.zip");
        gate.awaitAPart();

        CompletableFuture<Void> draining = house.beginToStopWorker();
        gate.open();
        draining.join();
        house.startWorker();
        JsonNode job = requireTrip(id);

        assertThat(job.path("result").path("bytesSentAgain").asLong()).isZero();
    }

    @Test
    void goesOnWhenTheApiIsStartedAgain() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("api.zip");
        gate.awaitAPart();

        house.restartApi();
        gate.open();

        requireTrip(id);
        assertThat(house.row(id).epoch()).isEqualTo(1);
    }

    @Test
    void goesOnAfterTheEngineWasStartedAgain() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("engine.zip");
        gate.awaitAPart();

        house.stopEngine();
        house.startEngine();
        gate.open();
        JsonNode job = requireTrip(id);

        assertThat(house.row(id).epoch()).isEqualTo(house.isOnDevServer() ? 1 : 2);
        assertThat(job.path("result").path("bytesSentAgain").asLong()).isLessThanOrEqualTo(PART);
    }

    @Test
    void startsWhatWasOrderedWhileTheEngineWasAway() {
        house.stopEngine();
        String id = house.rest().order("{\"from\":\"s3://source-images/small/\"}");
        house.startEngine();

        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
    }

    @Test
    void cancelsAsWasWishedWhileTheEngineWasAway() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("unwanted.zip");
        gate.awaitAPart();

        house.stopEngine();
        house.rest().command(id, "cancel");
        house.startEngine();
        requireReached(id, EngineView::wasToldToCancel);
        gate.open();
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("cancelled");
        requireNothingLeft("unwanted.zip");
    }

    @Test
    void pausesAsWasWishedWhileTheEngineWasAway() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("paused.zip");
        gate.awaitAPart();

        house.stopEngine();
        house.rest().command(id, "pause");
        house.startEngine();
        requireReached(id, EngineView::wasRung);
        gate.open();
        house.awaitReconcilerPasses(10);
        JsonNode paused = house.isOnDevServer()
                ? house.rest().awaitState(id, "paused")
                : house.rest().job(id);
        long epoch = house.row(id).epoch();
        house.rest().command(id, "resume");

        requireTrip(id);
        assertThat(paused.path("finishedAt").isNull()).isTrue();
        assertThat(epoch).isEqualTo(1);
    }

    @Test
    void takesOverTheResultOfARunThatTheLedgerDidNotHear() {
        String id = house.rest().order("{\"from\":\"s3://source-images/small/\"}");
        JsonNode done = house.rest().awaitState(id, "done");
        Eventually.holds("the run's end", () -> !isRunning(id));

        house.tamper("UPDATE longshore.job SET state = 'running', result = NULL, finished_at = NULL WHERE id = '" + id
                + "'");
        JsonNode again = house.rest().awaitEnd(id);

        assertThat(again.path("state").asString()).isEqualTo("done");
        assertThat(again.path("result")).isEqualTo(done.path("result"));
        assertThat(house.row(id).epoch()).isEqualTo(1);
    }

    @Test
    void failsAJobWhoseRunWasTerminatedAndCleansUp() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("terminated.zip");
        gate.awaitAPart();

        try (EngineView engine = new EngineView(house.engineAddress())) {
            engine.terminate(id, "wrong album");
        }
        gate.open();
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("failed");
        assertThat(job.path("failure").path("type").asString()).isEqualTo("ENGINE_ENDED");
        if (house.isOnDevServer()) { // the in-process engine does not keep the reason
            assertThat(job.path("failure").path("message").asString()).contains("wrong album");
        }
        assertThat(house.rest().files(id))
                .extracting(file -> file.path("state").asString())
                .doesNotContain("queued", "running");
        requireNothingLeft("terminated.zip");
    }

    @Test
    void failsAJobWhoseRunTimedOutAndCleansUp() {
        PartGate gate = house.gateAfter(2);
        String id = aTripTo("timed-out.zip");
        gate.awaitAPart();

        try (EngineView engine = new EngineView(house.engineAddress())) {
            engine.replaceByOneThatTimesOut(id, house.row(id).epoch());
        }
        gate.open();
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("failed");
        assertThat(job.path("failure").path("type").asString()).isEqualTo("ENGINE_ENDED");
        assertThat(job.path("failure").path("message").asString()).contains("timed out");
        requireNothingLeft("timed-out.zip");
    }

    @Test
    void endsARunThatGoesOnAfterItsJobHasEnded() {
        house.stopWorker();
        String id = aTripTo("ended.zip");
        try (EngineView engine = new EngineView(house.engineAddress())) {
            Eventually.holds("the run", () -> engine.knows(id));

            house.tamper("UPDATE longshore.job SET state = 'failed', finished_at = now() WHERE id = '" + id + "'");

            Eventually.holds("the run to be told that it shall end", () -> engine.wasToldToCancel(id));
        }
        house.startWorker();
        Eventually.holds("the run's end", () -> !isRunning(id));
        assertThat(house.row(id).state().word()).isEqualTo("failed");
        requireNothingLeft("ended.zip");
    }

    String aTripTo(String name) {
        return house.rest()
                .order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/%s\"}".formatted(name));
    }

    JsonNode requireTrip(String id) {
        JsonNode job = house.rest().awaitEnd(id);
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(house.store().entriesOf(job.path("result").path("archive").asString()))
                .isEqualTo(trip);
        assertThat(job.path("files").path("done").asInt()).isEqualTo(trip.size());
        assertThat(house.store().unfinishedUploads())
                .doesNotContain(job.path("result").path("archive").asString().substring("s3://zip-storage/".length()));
        return job;
    }

    private void requireNothingLeft(String name) {
        assertThat(house.store().archivesBelow(name)).isEmpty();
        assertThat(house.store().unfinishedUploads()).doesNotContain(name);
    }

    /** The last parts must not be quicker than the wish. The in-process engine forgot the run: its next one knows of it. */
    private void requireReached(String id, BiPredicate<EngineView, String> wish) {
        if (!house.isOnDevServer()) {
            return;
        }
        try (EngineView engine = new EngineView(house.engineAddress())) {
            Eventually.holds("the wish to reach the run", () -> wish.test(engine, id));
        }
    }

    private boolean isRunning(String id) {
        try (EngineView engine = new EngineView(house.engineAddress())) {
            return engine.isRunning(id);
        }
    }
}
