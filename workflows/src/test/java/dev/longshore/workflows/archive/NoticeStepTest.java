package dev.longshore.workflows.archive;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The last step before the end: whoever waits for the archive is told, unless the queue is away and the user gives up. */
class NoticeStepTest extends ReplayedArchive {

    private static final int MANY = 2_000;

    @Test
    void waitsForTheQueueAndTellsOnce() {
        theQueueIsAway(300);

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done(FakeSteps.TOLD));

        assertThat(steps.calls)
                .containsSubsequence("prove", "tell", "close DONE")
                .doesNotContain("clean up");
        assertThat(Collections.frequency(steps.calls, "tell")).isEqualTo(301);
        assertThat(Collections.frequency(steps.calls, "prove")).isOne();
    }

    @Test
    void aWorkerOfAnEarlierReleaseAnswersNothingAndTheResultIsThatOfTheProof() {
        steps.afterTelling = null;

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));
    }

    @Test
    void aCancelThatFindsTheQueueBackSaysThatTheNoticeWasSent() {
        theQueueIsAway(MANY);
        steps.whileTelling = () -> {
            steps.queueTroubles.clear();
            ringOnce(Desired.CANCEL, false);
        };

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done(FakeSteps.TOLD));
    }

    @Test
    void aCancelEndsTheWaitingForTheQueueAndTheJobIsDone() {
        theQueueIsAway(MANY);
        steps.whileTelling = () -> ringOnce(Desired.CANCEL, false);

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));

        assertThat(steps.calls).endsWith("close DONE").doesNotContain("clean up");
        assertThat(steps.queueTroubles).isNotEmpty();
    }

    @Test
    void aCancelThatComesWhileTheArchiveIsProvenLeavesATry() {
        theQueueIsAway(MANY);
        steps.whileProving = () -> cancelled();

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));

        assertThat(Collections.frequency(steps.calls, "tell")).isBetween(1, 2); // the cancel may meet the first
        assertThat(steps.calls).endsWith("close DONE").doesNotContain("clean up");
    }

    @Test
    void tellsNobodyWhilePausedNow() {
        theQueueIsAway(MANY);
        steps.whileTelling = () -> ringOnce(Desired.PAUSE, true);

        WorkflowClient.start(workflow::archive, aRun());
        awaitCall("settle PAUSE");
        int told = Collections.frequency(steps.calls, "tell");
        environment.sleep(Duration.ofHours(1));

        assertThat(Collections.frequency(steps.calls, "tell")).isEqualTo(told);
        steps.queueTroubles.clear();
        ring(Desired.RUN, false);
        assertThat(stub().getResult(Ending.class)).isEqualTo(Ending.done(FakeSteps.TOLD));
        assertThat(steps.calls).containsSubsequence("settle PAUSE", "tell", "close DONE");
    }

    private void theQueueIsAway(int times) {
        IntStream.range(0, times).forEach(outage -> steps.queueTroubles.add(UNAVAILABLE.because("the queue is away")));
    }

    /** Returns when the run has heard it, so that the step after this one finds it cancelled. */
    private void cancelled() {
        ring(Desired.CANCEL, false);
        awaitCall("acknowledge");
    }

    private void ringOnce(Desired wish, boolean now) {
        steps.whileTelling = () -> {};
        ring(wish, now);
        awaitTheCancel();
    }

    /**
     * Ends the step as cancelled, as one does that waits for an answer. The engine of these tests knows no step that fails
     * otherwise once its cancel is requested, and would wait for it for ever.
     */
    private static void awaitTheCancel() {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            Activity.getExecutionContext().heartbeat(null);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        throw new AssertionError("nobody cancelled the step");
    }
}
