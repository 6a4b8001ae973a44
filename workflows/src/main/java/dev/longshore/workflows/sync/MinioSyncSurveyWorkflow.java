package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks at both sides of a flow: checks them, plans what the flow would do, or cleans up. The workflow id is the job id. */
@WorkflowInterface
public interface MinioSyncSurveyWorkflow {

    /** What is found stands in the ledger. A run that begins anew finds anew. */
    @WorkflowMethod
    Ending survey(MinioSyncRequest request);

    /** The ledger holds a newer command. */
    @SignalMethod
    void ring(Bell bell);
}
