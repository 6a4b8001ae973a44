package dev.longshore.workflows.archive;

import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ZipArchiveWorkflowTest {

    private static final Pace PACE = new Pace(Duration.ofSeconds(10), 2);

    private final FakeSteps steps = new FakeSteps();

    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(ZipArchiveWorkflowImpl.class)
            .setDoNotStart(true)
            .build();

    private TestWorkflowEnvironment environment;
    private ZipArchiveWorkflow workflow;

    @BeforeEach
    void startTheWorker(TestWorkflowEnvironment engine, Worker worker, ZipArchiveWorkflow stub) {
        environment = engine;
        workflow = stub;
        worker.registerActivitiesImplementations(steps);
        engine.start();
    }

    @AfterEach
    void theHistoryReplays() throws Exception {
        var history = environment
                .getWorkflowClient()
                .fetchHistory(stubOf(workflow).getExecution().getWorkflowId());
        WorkflowReplayer.replayWorkflowExecution(history, ZipArchiveWorkflowImpl.class);
    }

    @Test
    void packsInThisOrder() {

        Ending ending = workflow.archive(aRun(null));

        assertThat(ending).isEqualTo(Ending.done("{}"));
        assertThat(steps.calls)
                .containsSubsequence("begin", "list", "inspect 4-4", "lay out", "open", "bodies 1-4")
                .containsSubsequence("seams 1-4", "directory", "complete", "prove", "tell", "close DONE")
                .contains("inspect 0-1", "inspect 2-3")
                .doesNotContain("clean up");
    }

    @Test
    void endsWithThePlanIfThatIsAllThatWasAskedFor() {
        steps.plan = steps.plan.withResult("{\"dryRun\": true}");

        assertThat(workflow.archive(aRun(null))).isEqualTo(Ending.done("{\"dryRun\": true}"));

        assertThat(steps.calls)
                .endsWith("lay out", "close DONE")
                .doesNotContain("open", "complete", "tell", "clean up");
    }

    @Test
    void waitsForDaysWhileTheStoreIsDown() {
        IntStream.range(0, 500).forEach(outage -> steps.troubles.add(UNAVAILABLE.because("the store is down")));

        assertThat(workflow.archive(aRun(null)).state()).isEqualTo(Ending.State.DONE);
    }

    @Test
    void cleansUpAndSaysWhyWhenAFileFails() {
        steps.troubles.add(SOURCE_CHANGED.because("s3://b/k is not what was planned"));

        Ending ending = workflow.archive(aRun(null));

        assertThat(ending).isEqualTo(Ending.failed(SOURCE_CHANGED, "s3://b/k is not what was planned"));
        assertThat(steps.calls)
                .containsSubsequence("bodies 1-4", "clean up", "close FAILED")
                .doesNotContain("tell");
    }

    @Test
    void buildsAgainWhenTheStoreHasLostTheUpload() {
        steps.loses.set(true);

        assertThat(workflow.archive(aRun(null)).state()).isEqualTo(Ending.State.DONE);

        assertThat(steps.calls).containsSubsequence("complete", "bodies 1-4", "directory", "complete", "prove");
    }

    @Test
    void laysOutAgainWhenAPlannedFileHadToBeLeftOut() {
        steps.troubles.add(PlanVoid.because("file 3 is gone"));

        assertThat(workflow.archive(aRun(null)).state()).isEqualTo(Ending.State.DONE);

        assertThat(steps.calls)
                .containsSubsequence("lay out", "open", "bodies 1-4", "lay out", "open", "bodies 1-4", "seams 1-4")
                .doesNotContain("clean up");
    }

    @Test
    void buildsNothingWhilePaused() {
        steps.whileBuilding = () -> ring(Desired.PAUSE, false);

        WorkflowClient.start(workflow::archive, aRun(null));
        environment.sleep(Duration.ofHours(1));

        assertThat(steps.calls).endsWith("settle PAUSE").doesNotContain("seams 1-4");
        ring(Desired.RUN, false);
        assertThat(result().state()).isEqualTo(Ending.State.DONE);
        assertThat(Collections.frequency(steps.calls, "bodies 1-4")).isOne();
    }

    @Test
    void interruptsWhatIsInFlightWhenPausedNow() {
        steps.blocksWhileBuilding = true;
        steps.whileBuilding = () -> {
            steps.whileBuilding = () -> {};
            ring(Desired.PAUSE, true);
        };

        WorkflowClient.start(workflow::archive, aRun(null));
        awaitCall("settle PAUSE");
        ring(Desired.RUN, false);

        assertThat(result().state()).isEqualTo(Ending.State.DONE);
        assertThat(Collections.frequency(steps.calls, "bodies 1-4")).isEqualTo(2);
    }

    @Test
    void endsCancelledByTheLedgerAlone() {
        steps.whileBuilding = () -> ring(Desired.CANCEL, false);
        steps.blocksWhileBuilding = true;

        assertThat(workflow.archive(aRun(null))).isEqualTo(Ending.cancelled());

        assertThat(steps.calls).containsSubsequence("bodies 1-4", "clean up", "close CANCELLED");
    }

    /** The engine shows a run as cancelled whose cancel it was asked for, whatever the run answers. */
    @Test
    void endsCancelledWhenSomebodyCancelsItInTheWebUi() {
        steps.whileBuilding = () -> stubOf(workflow).cancel();
        steps.blocksWhileBuilding = true;

        assertThatThrownBy(() -> workflow.archive(aRun(null))).hasCauseInstanceOf(CanceledFailure.class);

        assertThat(steps.ending).isEqualTo(Ending.cancelled());
        assertThat(steps.calls).containsSubsequence("bodies 1-4", "clean up", "close CANCELLED");
    }

    @Test
    void packsNothingIfTheCancelCameFirst() {
        steps.wish(Desired.CANCEL, false);

        assertThat(workflow.archive(aRun(null))).isEqualTo(Ending.cancelled());

        assertThat(steps.calls).containsExactly("begin", "clean up", "close CANCELLED");
    }

    @Test
    void onlyCleansUpAfterARunThatTheEngineEnded() {

        assertThat(workflow.archive(aRun("terminated in the Web UI")).failureType())
                .isEqualTo("ENGINE_ENDED");

        assertThat(steps.calls).containsExactly("begin", "clean up", "close FAILED");
    }

    @Test
    void endsAtOnceAndCleansUpNothingWhenANewerRunHasTheJob() {
        steps.whileBuilding = () -> steps.epoch = 2;

        assertThatThrownBy(() -> workflow.archive(aRun(null)))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("LOST_EPOCH");

        assertThat(steps.calls).endsWith("bodies 1-4").doesNotContain("clean up");
    }

    @Test
    void goesOnWhereTheRunStoppedThatItContinues() {
        Ending ending = workflow.archive(aRun(null).goingOnAt(new Reached(Reached.Phase.SEAMS, 3)));

        assertThat(ending.state()).isEqualTo(Ending.State.DONE);
        assertThat(steps.calls)
                .containsSubsequence("begin", "list", "lay out", "seams 3-4", "directory", "complete")
                .noneMatch(call -> call.startsWith("inspect") || call.startsWith("bodies"));
    }

    @Test
    void buildsFromTheStartWhenTheUploadIsLostAfterARunWasContinued() {
        steps.loses.set(true);

        workflow.archive(aRun(null).goingOnAt(new Reached(Reached.Phase.DIRECTORY, 1)));

        assertThat(steps.calls).containsSubsequence("directory", "complete", "bodies 1-4", "seams 1-4", "complete");
    }

    @Test
    void cleansUpOnlyWhenNoPageIsInFlight() {
        steps.plan = new LaidOut(9, 9, 0, 1, null);
        steps.blocksWhileBuilding = true;
        steps.whileBuilding = () -> ring(Desired.CANCEL, false);

        assertThat(workflow.archive(aRun(null))).isEqualTo(Ending.cancelled());

        assertThat(steps.calls).containsSubsequence("interrupted", "clean up", "close CANCELLED");
    }

    @Test
    void closesTheJobThoughItCannotCleanUp() {
        steps.troubles.add(SOURCE_CHANGED.because("s3://b/k changed"));
        steps.whileCleaning = BUCKET_MISSING.because("there is no bucket zips");

        Ending ending = workflow.archive(aRun(null));

        assertThat(ending.failureType()).isEqualTo("SOURCE_CHANGED");
        assertThat(ending.failureMessage()).contains("s3://b/k changed", "there is no bucket zips");
        assertThat(steps.calls).containsSubsequence("clean up", "close FAILED");
    }

    private static ZipArchiveRequest aRun(@Nullable String endedBecause) {
        return ZipArchiveRequest.anew(new Run("archive:1", 1), PACE, endedBecause);
    }

    private void ring(Desired wish, boolean now) {
        steps.wish(wish, now);
        workflow.ring(new Bell(steps.seq.get()));
    }

    private void awaitCall(String call) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!steps.calls.contains(call)) {
            assertThat(System.nanoTime()).as("waiting for " + call).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Ending result() {
        return stubOf(workflow).getResult(Ending.class);
    }

    private static WorkflowStub stubOf(ZipArchiveWorkflow workflow) {
        return WorkflowStub.fromTyped(workflow);
    }
}
