package dev.longshore.embedded;

import com.google.protobuf.util.Durations;
import io.temporal.api.command.v1.CancelTimerCommandAttributes;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.CompleteWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.RequestCancelActivityTaskCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.command.v1.StartChildWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.StartTimerCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A worker of one run by the plain protocol, that does everything at the moment that a test says. */
final class WorkerByHand implements AutoCloseable {

    private static final String NAMESPACE = "default";
    private static final TaskQueue QUEUE =
            TaskQueue.newBuilder().setName("by hand").build();
    private static final WorkflowExecution RUN =
            WorkflowExecution.newBuilder().setWorkflowId("run").build();

    private final WorkflowServiceStubs stubs;

    WorkerByHand(String address) {
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    }

    void start() {
        engine().startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowId(RUN.getWorkflowId())
                .setWorkflowType(WorkflowType.newBuilder().setName("ByHand"))
                .setTaskQueue(QUEUE)
                .build());
    }

    void cancelRun() {
        engine().requestCancelWorkflowExecution(RequestCancelWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(RUN)
                .build());
    }

    PollWorkflowTaskQueueResponse nextTask() {
        return engine().pollWorkflowTaskQueue(PollWorkflowTaskQueueRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setTaskQueue(QUEUE)
                .build());
    }

    PollActivityTaskQueueResponse nextStep() {
        return engine().pollActivityTaskQueue(PollActivityTaskQueueRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setTaskQueue(QUEUE)
                .build());
    }

    void decide(PollWorkflowTaskQueueResponse task, Command... commands) {
        decide(task, false, commands);
    }

    void decideAndGoOn(PollWorkflowTaskQueueResponse task, Command... commands) {
        decide(task, true, commands);
    }

    private void decide(PollWorkflowTaskQueueResponse task, boolean wantsAnotherAtOnce, Command... commands) {
        engine().respondWorkflowTaskCompleted(RespondWorkflowTaskCompletedRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setTaskToken(task.getTaskToken())
                .addAllCommands(List.of(commands))
                .setForceCreateNewWorkflowTask(wantsAnotherAtOnce)
                .build());
    }

    void complete(PollActivityTaskQueueResponse step) {
        engine().respondActivityTaskCompleted(RespondActivityTaskCompletedRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setTaskToken(step.getTaskToken())
                .build());
    }

    boolean hasPendingSteps() {
        return described().getPendingActivitiesCount() > 0;
    }

    boolean isRunning() {
        return described().getWorkflowExecutionInfo().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    static List<EventType> events(PollWorkflowTaskQueueResponse task) {
        return task.getHistory().getEventsList().stream()
                .map(HistoryEvent::getEventType)
                .toList();
    }

    /** The timeout is for the time until somebody does it. */
    static Command step(String id, Duration timeout) {
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
                .setScheduleActivityTaskCommandAttributes(ScheduleActivityTaskCommandAttributes.newBuilder()
                        .setActivityId(id)
                        .setActivityType(ActivityType.newBuilder().setName("Step"))
                        .setTaskQueue(QUEUE)
                        .setScheduleToStartTimeout(Durations.fromMillis(timeout.toMillis()))
                        .setScheduleToCloseTimeout(Durations.fromMillis(timeout.toMillis()))
                        .setStartToCloseTimeout(Durations.fromMillis(timeout.toMillis())))
                .build();
    }

    static Command timer(String id, Duration duration) {
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_START_TIMER)
                .setStartTimerCommandAttributes(StartTimerCommandAttributes.newBuilder()
                        .setTimerId(id)
                        .setStartToFireTimeout(Durations.fromMillis(duration.toMillis())))
                .build();
    }

    /** One that nobody does, and that outlives its parent. */
    static Command child(String id) {
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_START_CHILD_WORKFLOW_EXECUTION)
                .setStartChildWorkflowExecutionCommandAttributes(
                        StartChildWorkflowExecutionCommandAttributes.newBuilder()
                                .setWorkflowId(id)
                                .setWorkflowType(WorkflowType.newBuilder().setName("Child"))
                                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                                .setTaskQueue(TaskQueue.newBuilder().setName("nobody's")))
                .build();
    }

    /** The one step in the history of a task. */
    static Command cancelStep(PollWorkflowTaskQueueResponse task) {
        long scheduled = task.getHistory().getEventsList().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .findAny()
                .orElseThrow()
                .getEventId();
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
                .setRequestCancelActivityTaskCommandAttributes(
                        RequestCancelActivityTaskCommandAttributes.newBuilder().setScheduledEventId(scheduled))
                .build();
    }

    static Command cancelTimer(String id) {
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_CANCEL_TIMER)
                .setCancelTimerCommandAttributes(
                        CancelTimerCommandAttributes.newBuilder().setTimerId(id))
                .build();
    }

    static Command end() {
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION)
                .setCompleteWorkflowExecutionCommandAttributes(
                        CompleteWorkflowExecutionCommandAttributes.getDefaultInstance())
                .build();
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }

    private DescribeWorkflowExecutionResponse described() {
        return engine().describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(RUN)
                .build());
    }

    private WorkflowServiceBlockingStub engine() {
        return stubs.blockingStub();
    }
}
