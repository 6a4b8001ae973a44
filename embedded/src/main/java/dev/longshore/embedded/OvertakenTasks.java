package dev.longshore.embedded;

import com.google.protobuf.ByteString;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.TestWorkflowService;

/**
 * Sends a workflow's decision back that cancels what ended after it was made: a step or a timer. The real service takes
 * such a decision; the test server (1.38.0) throws in the middle of it, keeps the end to itself, and the run hangs for
 * ever. The decision fails here before anything of it is done, as the real service does with the end of a run that was
 * overtaken, so the worker decides anew and knows of the end.
 */
final class OvertakenTasks {

    private final TestWorkflowService service;
    private final RunsInside runs;

    private OvertakenTasks(TestWorkflowService service) {
        this.service = service;
        this.runs = new RunsInside(service);
    }

    /** All that the service does, and overtaken decisions are sent back. */
    static ServerServiceDefinition sentBack(TestWorkflowService service) {
        return new OvertakenTasks(service).definition();
    }

    private ServerServiceDefinition definition() {
        ServerServiceDefinition all = service.bindService();
        var completed = WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod();
        var definition = ServerServiceDefinition.builder(all.getServiceDescriptor());
        for (ServerMethodDefinition<?, ?> method : all.getMethods()) {
            String name = method.getMethodDescriptor().getFullMethodName();
            if (!name.equals(completed.getFullMethodName())) {
                definition.addMethod(method);
            }
        }
        return definition
                .addMethod(completed, ServerCalls.asyncUnaryCall(this::complete))
                .build();
    }

    private void complete(
            RespondWorkflowTaskCompletedRequest request,
            StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
        if (request.getCommandsList().stream().noneMatch(OvertakenTasks::cancels)) {
            service.respondWorkflowTaskCompleted(request, observer);
            return;
        }
        completeUnlessOvertaken(request, observer);
    }

    /** Nothing ends between the look and the decision, for the run stands still meanwhile. */
    private void completeUnlessOvertaken(
            RespondWorkflowTaskCompletedRequest request,
            StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
        var run = runs.of(request.getTaskToken());
        if (run.isEmpty()) {
            service.respondWorkflowTaskCompleted(request, observer);
            return;
        }
        run.get().whileItStands(() -> {
            if (isOvertaken(request, run.get())) {
                sendBack(request.getTaskToken(), request.getIdentity(), observer);
            } else {
                service.respondWorkflowTaskCompleted(request, observer);
            }
        });
    }

    /** One that comes too late is the service's to refuse: the task that is there now is another's. */
    private static boolean isOvertaken(RespondWorkflowTaskCompletedRequest request, RunsInside.Run run) {
        return run.isAtTheTask() && request.getCommandsList().stream().anyMatch(command -> isOvertaken(command, run));
    }

    private static boolean cancels(Command command) {
        return command.hasCancelTimerCommandAttributes() || command.hasRequestCancelActivityTaskCommandAttributes();
    }

    private static boolean isOvertaken(Command command, RunsInside.Run run) {
        if (command.hasCancelTimerCommandAttributes()) {
            return !run.hasTimer(command.getCancelTimerCommandAttributes().getTimerId());
        }
        return command.hasRequestCancelActivityTaskCommandAttributes()
                && !run.hasStep(
                        command.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId());
    }

    private void sendBack(
            ByteString task, String identity, StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
        var failed = RespondWorkflowTaskFailedRequest.newBuilder()
                .setTaskToken(task)
                .setIdentity(identity)
                .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
                .build();
        service.respondWorkflowTaskFailed(failed, new StreamObserver<>() {

            @Override
            public void onNext(RespondWorkflowTaskFailedResponse taken) {
                observer.onError(Status.INVALID_ARGUMENT
                        .withDescription("UnhandledCommand")
                        .asRuntimeException());
            }

            @Override
            public void onError(Throwable error) {
                observer.onError(error);
            }

            @Override
            public void onCompleted() {
                // the worker has its answer
            }
        });
    }
}
