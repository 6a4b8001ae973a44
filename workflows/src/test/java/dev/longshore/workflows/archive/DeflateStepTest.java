package dev.longshore.workflows.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files are deflated, page by page, when all are inspected and before the archive is laid out; only if that was ordered. */
class DeflateStepTest extends ReplayedArchive {

    @BeforeEach
    void deflate() {
        steps.deflates = true;
    }

    @Test
    void deflatesBetweenInspectionAndPlan() {
        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done(FakeSteps.TOLD));

        assertThat(steps.calls)
                .containsSubsequence("inspect 0-1", "deflate 0-1", "lay out")
                .containsSubsequence("inspect 2-3", "deflate 2-3", "lay out")
                .containsSubsequence("inspect 4-4", "deflate 4-4", "lay out", "open");
    }

    @Test
    void deflatesNothingThatWasNotOrdered() {
        steps.deflates = false;

        assertThat(workflow.archive(aRun())).isEqualTo(Ending.done(FakeSteps.TOLD));

        assertThat(steps.calls).noneMatch(call -> call.startsWith("deflate"));
    }

    @Test
    void goesOnWithThePageThatARunStoppedAt() {
        assertThat(workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.DEFLATE, 3))))
                .isEqualTo(Ending.done(FakeSteps.TOLD));

        assertThat(steps.calls)
                .containsSubsequence("list", "deflate 2-3", "lay out")
                .contains("deflate 4-4")
                .doesNotContain("deflate 0-1")
                .noneMatch(call -> call.startsWith("inspect"));
    }

    @Test
    void deflatesNothingAgainWhenPartsAreBuilt() {
        assertThat(workflow.archive(aRun().goingOnAt(new Reached(Reached.Phase.SEAMS, 1))))
                .isEqualTo(Ending.done(FakeSteps.TOLD));

        assertThat(steps.calls).noneMatch(call -> call.startsWith("deflate"));
    }
}
