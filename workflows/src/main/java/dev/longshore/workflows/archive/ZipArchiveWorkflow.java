package dev.longshore.workflows.archive;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Packs S3 objects into one zip. The workflow id is the job id. */
@WorkflowInterface
public interface ZipArchiveWorkflow {

    String TASK_QUEUE = "archive";

    /** The target appears only when it is complete and proven; failed or cancelled, nothing of it stays in the store. */
    @WorkflowMethod
    Ending archive(ZipArchiveRequest request);

    /** The ledger holds a newer command. */
    @SignalMethod
    void ring(Bell bell);
}
