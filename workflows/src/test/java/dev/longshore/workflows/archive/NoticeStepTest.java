package dev.longshore.workflows.archive;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last step before the end: whoever waits for the archive is told, unless the queue is away and the user gives up. */
class NoticeStepTest {

    private static final Pace PACE = new Pace(Duration.ofSeconds(10), 2);
    private static final int MANY = 2_000;

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
                .fetchHistory(WorkflowStub.fromTyped(workflow).getExecution().getWorkflowId());
        WorkflowReplayer.replayWorkflowExecution(history, ZipArchiveWorkflowImpl.class);
    }

    @Test
    void waitsForTheQueueAndTellsOnce() {
        theQueueIsAway(300);

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));

        assertThat(steps.calls)
                .containsSubsequence("prove", "tell", "close DONE")
                .doesNotContain("clean up");
        assertThat(Collections.frequency(steps.calls, "tell")).isEqualTo(301);
        assertThat(Collections.frequency(steps.calls, "prove")).isOne();
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
        assertThat(WorkflowStub.fromTyped(workflow).getResult(Ending.class)).isEqualTo(Ending.done("{}"));
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

    private static ZipArchiveRequest aRun() {
        return ZipArchiveRequest.anew(new Run("archive:1", 1), PACE, null);
    }
}
