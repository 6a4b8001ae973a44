package dev.longshore.workflows.archive;

import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipArchiveWorkflowTest extends ReplayedArchive {

    @Test
    void packsInThisOrder() {

        Ending ending = workflow.archive(aRun());

        assertThat(ending).isEqualTo(Ending.done(FakeSteps.TOLD));
        assertThat(steps.calls)
                .containsSubsequence("begin", "list", "inspect 4-4", "lay out", "open", "bodies 1-4")
                .containsSubsequence("seams 1-4", "directory", "complete", "prove", "tell", "close DONE")
                .contains("inspect 0-1", "inspect 2-3")
                .doesNotContain("clean up");
    }

    @Test
    void endsWithThePlanIfThatIsAllThatWasAskedFor() {
        steps.plan = steps.plan.withResult("{\"dryRun\": true}");

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{\"dryRun\": true}"));

        assertThat(steps.calls)
                .endsWith("lay out", "close DONE")
                .doesNotContain("open", "complete", "tell", "clean up");
    }

    @Test
    void waitsForDaysWhileTheStoreIsDown() {
        IntStream.range(0, 500).forEach(outage -> steps.troubles.add(UNAVAILABLE.because("the store is down")));

        assertThat(workflow.archive(aRun()).state()).isEqualTo(Ending.State.DONE);
    }

    @Test
    void cleansUpAndSaysWhyWhenAFileFails() {
        steps.troubles.add(SOURCE_CHANGED.because("s3://b/k is not what was planned"));

        Ending ending = workflow.archive(aRun());

        assertThat(ending).isEqualTo(Ending.failed(SOURCE_CHANGED, "s3://b/k is not what was planned"));
        assertThat(steps.calls)
                .containsSubsequence("bodies 1-4", "clean up", "close FAILED")
                .doesNotContain("tell");
    }

    @Test
    void buildsAgainWhenTheStoreHasLostTheUpload() {
        steps.loses.set(true);

        assertThat(workflow.archive(aRun()).state()).isEqualTo(Ending.State.DONE);

        assertThat(steps.calls).containsSubsequence("complete", "bodies 1-4", "directory", "complete", "prove");
    }

    @Test
    void laysOutAgainWhenAPlannedFileHadToBeLeftOut() {
        steps.troubles.add(PlanVoid.because("file 3 is gone"));

        assertThat(workflow.archive(aRun()).state()).isEqualTo(Ending.State.DONE);

        assertThat(steps.calls)
                .containsSubsequence("lay out", "open", "bodies 1-4", "lay out", "open", "bodies 1-4", "seams 1-4")
                .doesNotContain("clean up");
    }

    @Test
    void buildsNothingWhilePaused() {
        steps.whileBuilding = () -> ring(Desired.PAUSE, false);

        WorkflowClient.start(workflow::archive, aRun());
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

        WorkflowClient.start(workflow::archive, aRun());
        awaitCall("settle PAUSE");
        ring(Desired.RUN, false);

        assertThat(result().state()).isEqualTo(Ending.State.DONE);
        assertThat(Collections.frequency(steps.calls, "bodies 1-4")).isEqualTo(2);
    }

    @Test
    void endsCancelledByTheLedgerAlone() {
        steps.whileBuilding = () -> ring(Desired.CANCEL, false);
        steps.blocksWhileBuilding = true;

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.cancelled());

        assertThat(steps.calls).containsSubsequence("bodies 1-4", "clean up", "close CANCELLED");
    }

    /** The engine shows a run as cancelled whose cancel it was asked for, whatever the run answers. */
    @Test
    void endsCancelledWhenSomebodyCancelsItInTheWebUi() {
        steps.whileBuilding = () -> stub().cancel();
        steps.blocksWhileBuilding = true;

        assertThatThrownBy(() -> workflow.archive(aRun())).hasCauseInstanceOf(CanceledFailure.class);

        assertThat(steps.ending).isEqualTo(Ending.cancelled());
        assertThat(steps.calls).containsSubsequence("bodies 1-4", "clean up", "close CANCELLED");
    }

    @Test
    void packsNothingIfTheCancelCameFirst() {
        steps.wish(Desired.CANCEL, false);

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.cancelled());

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

        assertThatThrownBy(() -> workflow.archive(aRun()))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("LOST_EPOCH");

        assertThat(steps.calls).endsWith("bodies 1-4").doesNotContain("clean up");
    }

    @Test
    void goesOnWhereTheRunStoppedThatItContinues() {
        Ending ending = workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.SEAMS, 3)));

        assertThat(ending.state()).isEqualTo(Ending.State.DONE);
        assertThat(steps.calls)
                .containsSubsequence("begin", "list", "lay out", "seams 3-4", "directory", "complete")
                .noneMatch(call -> call.startsWith("inspect") || call.startsWith("bodies"));
    }

    @Test
    void buildsFromTheStartWhenTheUploadIsLostAfterARunWasContinued() {
        steps.loses.set(true);

        workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.DIRECTORY, 1)));

        assertThat(steps.calls).containsSubsequence("directory", "complete", "bodies 1-4", "seams 1-4", "complete");
    }

    @Test
    void cleansUpOnlyWhenNoPageIsInFlight() {
        steps.plan = new LaidOut(9, 9, 0, 1, null);
        steps.blocksWhileBuilding = true;
        steps.whileBuilding = () -> ring(Desired.CANCEL, false);

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.cancelled());

        assertThat(steps.calls).containsSubsequence("interrupted", "clean up", "close CANCELLED");
    }

    @Test
    void closesTheJobThoughItCannotCleanUp() {
        steps.troubles.add(SOURCE_CHANGED.because("s3://b/k changed"));
        steps.whileCleaning = BUCKET_MISSING.because("there is no bucket zips");

        Ending ending = workflow.archive(aRun());

        assertThat(ending.failureType()).isEqualTo("SOURCE_CHANGED");
        assertThat(ending.failureMessage()).contains("s3://b/k changed", "there is no bucket zips");
        assertThat(steps.calls).containsSubsequence("clean up", "close FAILED");
    }

    private Ending result() {
        return stub().getResult(Ending.class);
    }
}
