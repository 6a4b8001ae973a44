package dev.longshore.local;

import dev.longshore.workflows.control.Run;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What an operator sees and does in the engine itself. */
final class EngineView implements AutoCloseable {

    private static final String NAMESPACE = "default";

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    EngineView(String address) {
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        client = WorkflowClient.newInstance(stubs);
    }

    void terminate(String id, String reason) {
        client.newUntypedWorkflowStub(id).terminate(reason);
    }

    /** In one step, so that nobody sees none: a run of nobody's type on a queue without workers, with a second to live. */
    void replaceByOneThatTimesOut(String id, long epoch) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue("nobody")
                .setMemo(Map.of(Run.EPOCH_MEMO, epoch))
                .setWorkflowRunTimeout(Duration.ofSeconds(1))
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                .build();
        client.newUntypedWorkflowStub("Nobody", options).start();
    }

    boolean knows(String id) {
        try {
            describe(id);
            return true;
        } catch (StatusRuntimeException error) {
            if (error.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw error;
        }
    }

    boolean isRunning(String id) {
        return describe(id).getWorkflowExecutionInfo().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    boolean wasToldToCancel(String id) {
        return heard(id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
    }

    /** Whether it was told that there is a new command. */
    boolean wasRung(String id) {
        return heard(id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    }

    private boolean heard(String id, EventType what) {
        return history(id).stream().anyMatch(event -> event.getEventType() == what);
    }

    List<HistoryEvent> history(String id) {
        return client.fetchHistory(id).getEvents();
    }

    DescribeWorkflowExecutionResponse describe(String id) {
        return stubs.blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                        .build());
    }

    /** The ids that the engine's own list finds. */
    List<String> list(String query) {
        return stubs
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setQuery(query)
                        .build())
                .getExecutionsList()
                .stream()
                .map(info -> info.getExecution().getWorkflowId())
                .toList();
    }

    int runsOf(String id) {
        return stubs.blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setQuery("WorkflowId = '" + id + "'")
                        .build())
                .getExecutionsCount();
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
