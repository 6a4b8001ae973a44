package dev.longshore.workflows.sync;

import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that began under an earlier order of steps go on under this one. */
class KeptHistoriesTest {

    @ParameterizedTest
    @ValueSource(strings = {"flow-went-once", "flow-paused", "flow-renewed", "flow-without-host", "pass-moved"})
    void replay(String history) throws Exception {
        WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/sync/" + history + ".json", MinioSyncFlowWorkflowImpl.class, MinioSyncWorkflowImpl.class);
    }
}
