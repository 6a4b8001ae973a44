package dev.longshore.starters.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.ReconcilerLock;
import dev.longshore.starters.engine.RunSight.Status;
import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import dev.longshore.workflows.archive.ZipArchiveRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passes are made by hand, over the ledger of a running API. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReconcilerTest {

    private final FakeJobEngine engine = new FakeJobEngine();
    private RunningApi api;
    private Ledger ledger;
    private ReconcilerThread reconciler;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(engine, Map.of("longshore.reconciler.untouched-for", "0s"));
        ledger = api.ledger();
        reconciler = api.part(ReconcilerThread.class);
        Counter passes = api.part(MeterRegistry.class).counter(Reconciler.PASSES);
        Deadline.until(() -> passes.count() >= 1); // the one that the app makes by itself
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void startsAgainWhatTheEngineHasForgotten() {
        String id = aJob();
        engine.forgets(id);

        reconciler.pass();
        reconciler.pass();

        assertThat(engine.startsOf(id))
                .extracting(request -> request.run().epoch())
                .containsExactly(1L, 2L);
        assertThat(row(id).epoch()).isEqualTo(2);
    }

    @Test
    void startsWhatWasAcceptedWhileTheEngineWasAway() {
        engine.goesAway(true);
        String id = aJob();
        reconciler.pass();
        engine.goesAway(false);

        reconciler.pass();

        assertThat(engine.startsOf(id)).hasSize(1);
    }

    @Test
    void leavesAPausedJobAloneUntilItIsResumed() {
        String id = aJob();
        api.command("/api/jobs/" + id + "/pause");
        engine.forgets(id);

        reconciler.pass();

        assertThat(engine.startsOf(id)).hasSize(1);
    }

    @Test
    void startsARunThatCancelsWhatTheEngineHasForgotten() {
        String id = aJob();
        engine.goesAway(true);
        api.command("/api/jobs/" + id + "/cancel");
        engine.goesAway(false);
        engine.forgets(id);

        reconciler.pass();

        ZipArchiveRequest request = engine.startsOf(id).get(1);
        assertThat(request.endedBecause()).isNull();
        assertThat(request.run().epoch()).isEqualTo(2);
    }

    @Test
    void ringsAgainUntilTheRunHasHeardTheNewestCommand() {
        String id = aJob();
        engine.goesAway(true);
        api.command("/api/jobs/" + id + "/pause");
        engine.goesAway(false);

        reconciler.pass();
        reconciler.pass();
        ledger.runs().acknowledge(id, 1);
        reconciler.pass();

        assertThat(engine.toldTo(id)).containsExactly("ring 1", "ring 1");
    }

    @Test
    void cancelsAgainUntilTheRunHasHeard() {
        String id = aJob();
        engine.goesAway(true);
        api.command("/api/jobs/" + id + "/cancel");
        engine.goesAway(false);

        reconciler.pass();

        assertThat(engine.toldTo(id)).containsExactly("cancel");
    }

    @Test
    void cancelsAnOutdatedRunThenStartsTheNext() {
        String id = aJob();
        ledger.jobs().takeEpoch(id);

        reconciler.pass();
        engine.shows(id, Status.BROKEN, 1);
        reconciler.pass();

        assertThat(engine.toldTo(id)).containsExactly("cancel");
        assertThat(engine.startsOf(id))
                .extracting(request -> request.run().epoch())
                .containsExactly(1L, 3L);
    }

    @Test
    void takesOverTheResultOfARunThatCompleted() {
        String id = aJob();
        ledger.runs().begin(id, 1);
        engine.shows(id, Status.COMPLETED, 1);
        engine.answers(id, dev.longshore.workflows.control.Ending.failed("NOTHING_FOUND", "nothing there"));

        reconciler.pass();

        assertThat(row(id).state()).isEqualTo(JobState.FAILED);
        assertThat(row(id).failure()).isEqualTo(new Failure("NOTHING_FOUND", "nothing there"));
    }

    @Test
    void startsARunThatOnlyCleansUpAfterOneThatBroke() {
        String id = aJob();
        engine.shows(id, Status.BROKEN, 1);

        reconciler.pass();

        assertThat(engine.startsOf(id).get(1).endedBecause()).isEqualTo("terminated by somebody");
    }

    @Test
    void cancelsWhatRunsOnAfterItsJobHasEnded() {
        String id = aJob();
        ledger.runs().begin(id, 1);
        ledger.runs().close(id, 1, new Ending(JobState.CANCELLED, null, null));

        reconciler.pass();
        engine.shows(id, Status.CANCELLED, 1);
        reconciler.pass();

        assertThat(engine.toldTo(id)).containsExactly("cancel");
    }

    @Test
    void doesNothingWhileAnotherProcessHoldsTheLock() {
        try (ReconcilerLock other = ledger.reconcilerLock()) {
            String id = aJob();
            engine.forgets(id);
            letGo();
            assertThat(other.tryHold()).isTrue();

            reconciler.pass();

            assertThat(engine.startsOf(id)).hasSize(1);
        }
    }

    @Test
    void purgesWhatEndedLongAgo() {
        String id = aJob();
        ledger.runs().begin(id, 1);
        ledger.runs().close(id, 1, new Ending(JobState.CANCELLED, null, null));
        letGo();

        try (ReconcilerThread impatient = new ReconcilerThread(
                api.part(Reconciler.class), ledger, new JobsProperties(Duration.ofNanos(1)), InstantSource.system())) {
            impatient.pass();
        }

        assertThat(ledger.jobs().find(id)).isEmpty();
    }

    /** The lock of the app's own thread, which another process could have. */
    private void letGo() {
        api.part(ReconcilerThread.class).letGo();
    }

    private String aJob() {
        return RunningApi.json(api.post("/api/archive", "{\"from\":\"s3://source-images/trip/\"}"))
                .path("id")
                .asString();
    }

    private Job row(String id) {
        return ledger.jobs().find(id).orElseThrow();
    }
}
