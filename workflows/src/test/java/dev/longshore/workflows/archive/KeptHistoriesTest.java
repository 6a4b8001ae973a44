package dev.longshore.workflows.archive;

import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that began under an earlier order of steps go on under this one. */
class KeptHistoriesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"packed-before-notices", "paused-before-notices", "packed-with-notice", "deflated-with-notice"})
    void replay(String history) throws Exception {
        WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/archive/" + history + ".json", ZipArchiveWorkflowImpl.class);
    }
}
