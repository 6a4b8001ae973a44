package dev.longshore.starters.engine;

import dev.longshore.starters.engine.RunSight.Status;
import dev.longshore.workflows.control.Run;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import org.jspecify.annotations.Nullable;

/** Reads the engine's description of a run. */
final class SightOfRun {

    private final WorkflowClient client;

    SightOfRun(WorkflowClient client) {
        this.client = client;
    }

    RunSight of(String jobId) {
        WorkflowExecutionInfo info = described(WorkflowExecution.newBuilder().setWorkflowId(jobId));
        Long epoch = epochOfChain(info);
        return switch (info.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW ->
                new RunSight(Status.RUNNING, epoch, null);
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> new RunSight(Status.COMPLETED, epoch, null);
            case WORKFLOW_EXECUTION_STATUS_CANCELED ->
                new RunSight(Status.CANCELLED, epoch, "the run was cancelled in the engine");
            default -> new RunSight(Status.BROKEN, epoch, reasonOf(info.getExecution()));
        };
    }

    private WorkflowExecutionInfo described(WorkflowExecution.Builder run) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .build())
                .getWorkflowExecutionInfo();
    }

    /** A run that goes on for another carries the same epoch, but not always its memo. */
    private @Nullable Long epochOfChain(WorkflowExecutionInfo info) {
        Long epoch = epochOf(info);
        String first = info.getFirstRunId();
        if (epoch != null || first.isEmpty() || first.equals(info.getExecution().getRunId())) {
            return epoch;
        }
        try {
            return epochOf(described(info.getExecution().toBuilder().setRunId(first)));
        } catch (StatusRuntimeException error) {
            if (error.getStatus().getCode() == Code.NOT_FOUND) {
                return null; // the engine keeps ended runs for some days only
            }
            throw error;
        }
    }

    private @Nullable Long epochOf(WorkflowExecutionInfo info) {
        Payload payload = info.getMemo().getFieldsMap().get(Run.EPOCH_MEMO);
        DataConverter converter = client.getOptions().getDataConverter();
        return payload == null ? null : converter.fromPayload(payload, Long.class, Long.class);
    }

    private String reasonOf(WorkflowExecution run) {
        var history = client.getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                        .build())
                .getHistory();
        int events = history.getEventsCount();
        return events == 0 ? "the run has ended" : reasonOf(history.getEvents(events - 1));
    }

    private static String reasonOf(HistoryEvent end) {
        if (end.hasWorkflowExecutionTerminatedEventAttributes()) {
            var terminated = end.getWorkflowExecutionTerminatedEventAttributes();
            return "the run was terminated by " + terminated.getIdentity()
                    + (terminated.getReason().isEmpty() ? "" : ": " + terminated.getReason());
        }
        if (end.hasWorkflowExecutionFailedEventAttributes()) {
            return "the run failed: "
                    + end.getWorkflowExecutionFailedEventAttributes()
                            .getFailure()
                            .getMessage();
        }
        if (end.hasWorkflowExecutionTimedOutEventAttributes()) {
            return "the run timed out";
        }
        return "the run has ended";
    }
}
