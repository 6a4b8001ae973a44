package dev.longshore.embedded;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Set;
import java.util.UUID;

/** What a test asks an engine, by the plain protocol. */
final class EngineClient implements AutoCloseable {

    private final WorkflowServiceStubs stubs;

    EngineClient(String address) {
        this.stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    }

    void startWorkflow(String id) {
        stubs.blockingStub()
                .startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowId(id)
                        .setWorkflowType(WorkflowType.newBuilder().setName("Nobody"))
                        .setTaskQueue(TaskQueue.newBuilder().setName("nobody"))
                        .build());
    }

    boolean isRunning(String id) {
        try {
            return stubs.blockingStub()
                            .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                    .setNamespace("default")
                                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                                    .build())
                            .getWorkflowExecutionInfo()
                            .getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (StatusRuntimeException error) {
            if (error.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw error;
        }
    }

    Set<String> searchAttributes() {
        return OperatorServiceGrpc.newBlockingStub(stubs.getRawChannel())
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace("default")
                        .build())
                .getCustomAttributesMap()
                .keySet();
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
