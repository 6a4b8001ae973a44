package dev.longshore.workflows.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files are deflated, page by page, when all are inspected and before the archive is laid out; only if that was ordered. */
class DeflateStepTest {

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
        steps.deflates = true;
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
    void deflatesBetweenInspectionAndPlan() {
        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));

        assertThat(steps.calls)
                .containsSubsequence("inspect 0-1", "deflate 0-1", "lay out")
                .containsSubsequence("inspect 2-3", "deflate 2-3", "lay out")
                .containsSubsequence("inspect 4-4", "deflate 4-4", "lay out", "open");
    }

    @Test
    void deflatesNothingThatWasNotOrdered() {
        steps.deflates = false;

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done("{}"));

        assertThat(steps.calls).noneMatch(call -> call.startsWith("deflate"));
    }

    @Test
    void goesOnWithThePageThatARunStoppedAt() {
        assertThat(workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.DEFLATE, 3))))
                .isEqualTo(Ending.done("{}"));

        assertThat(steps.calls)
                .containsSubsequence("list", "deflate 2-3", "lay out")
                .contains("deflate 4-4")
                .doesNotContain("deflate 0-1")
                .noneMatch(call -> call.startsWith("inspect"));
    }

    @Test
    void deflatesNothingAgainWhenPartsAreBuilt() {
        assertThat(workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.SEAMS, 1))))
                .isEqualTo(Ending.done("{}"));

        assertThat(steps.calls).noneMatch(call -> call.startsWith("deflate"));
    }

    private static ZipArchiveRequest aRun() {
        return ZipArchiveRequest.anew(new Run("archive:1", 1), new Pace(Duration.ofSeconds(10), 2), null);
    }
}
