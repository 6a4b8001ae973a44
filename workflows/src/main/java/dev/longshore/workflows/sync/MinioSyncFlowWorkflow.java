package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps one flow of one host: waits for files and starts passes that move them. The workflow id is the job id. */
@WorkflowInterface
public interface MinioSyncFlowWorkflow {

    /** Runs until it is cancelled; or, if it was asked to go once, until nothing waits any more. */
    @WorkflowMethod
    Ending keep(MinioSyncRequest request);

    /** The ledger holds a newer command. */
    @SignalMethod
    void ring(Bell bell);

    /** Goes on as a new run as soon as possible, so that no old code is needed any more. */
    @SignalMethod
    void renew();
}
