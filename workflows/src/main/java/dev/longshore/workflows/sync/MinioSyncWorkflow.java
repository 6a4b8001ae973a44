package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One pass of a flow: moves the files that the ledger lists under its job. The workflow id is the job id. */
@WorkflowInterface
public interface MinioSyncWorkflow {

    String TASK_QUEUE = "sync";

    /** A source is removed only after its content was verified at the target. What failed is still there. */
    @WorkflowMethod
    Ending move(MinioSyncRequest request);

    /** The ledger holds a newer command. */
    @SignalMethod
    void ring(Bell bell);

    /** Where the steps of a host wait for it. */
    static String queueOf(String host) {
        return TASK_QUEUE + ":" + host;
    }
}
