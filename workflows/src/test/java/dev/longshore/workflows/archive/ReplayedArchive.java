package dev.longshore.workflows.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run of the workflow with steps that only note that they were called; afterwards its history replays. */
abstract class ReplayedArchive {

    private static final Pace PACE = new Pace(Duration.ofSeconds(10), 2);

    @RegisterExtension
    static final TestWorkflowExtension TEMPORAL = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(ZipArchiveWorkflowImpl.class)
            .setWorkerOptions(WorkerOptions.newBuilder()
                    .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20)) // so that steps soon hear of a cancel
                    .build())
            .setDoNotStart(true)
            .build();

    final FakeSteps steps = new FakeSteps();
    TestWorkflowEnvironment environment;
    ZipArchiveWorkflow workflow;

    @BeforeEach
    final void startTheWorker(TestWorkflowEnvironment engine, Worker worker, ZipArchiveWorkflow stub) {
        environment = engine;
        workflow = stub;
        worker.registerActivitiesImplementations(steps);
        engine.start();
    }

    @AfterEach
    final void theHistoryReplays() throws Exception {
        var history = environment
                .getWorkflowClient()
                .fetchHistory(stub().getExecution().getWorkflowId());
        WorkflowReplayer.replayWorkflowExecution(history, ZipArchiveWorkflowImpl.class);
    }

    static ZipArchiveRequest aRun() {
        return aRun(null);
    }

    static ZipArchiveRequest aRun(@Nullable String endedBecause) {
        return ZipArchiveRequest.anew(new Run("archive:1", 1), PACE, endedBecause);
    }

    final WorkflowStub stub() {
        return WorkflowStub.fromTyped(workflow);
    }

    final void ring(Desired wish, boolean now) {
        steps.wish(wish, now);
        workflow.ring(new Bell(steps.seq.get()));
    }

    final void awaitCall(String call) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!steps.calls.contains(call)) {
            assertThat(System.nanoTime()).as("waiting for " + call).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
