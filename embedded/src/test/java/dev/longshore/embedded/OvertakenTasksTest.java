package dev.longshore.embedded;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.command.v1.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends while a workflow decides to cancel it is told to the workflow, and the run goes on. */
@Timeout(60)
class OvertakenTasksTest {

    private final EmbeddedEngine engine = EmbeddedEngine.start(0);
    private final WorkerByHand worker = new WorkerByHand(engine.address());

    @AfterEach
    void close() {
        worker.close();
        engine.close();
    }

    @Test
    void aStepThatEndsWhileItIsCancelledDoesNotHoldTheRun() {
        worker.start();
        worker.decide(worker.nextTask(), WorkerByHand.step("step", Duration.ofMinutes(1)));
        var step = worker.nextStep();
        worker.cancelRun();
        var cancelling = worker.nextTask();
        worker.complete(step);

        assertOvertaken(() -> worker.decide(cancelling, WorkerByHand.cancelStep(cancelling)));

        var again = worker.nextTask();
        assertThat(WorkerByHand.events(again))
                .contains(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
        worker.decide(again, WorkerByHand.end());
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void aTimerThatFiresWhileItIsCancelledDoesNotHoldTheRun() {
        worker.start();
        worker.decide(
                worker.nextTask(),
                WorkerByHand.timer("timer", Duration.ofSeconds(1)),
                WorkerByHand.step("step that nobody does", Duration.ofSeconds(2)));
        worker.cancelRun();
        var cancelling = worker.nextTask();
        assertThat(Deadline.of(Duration.ofSeconds(30)).reaches(() -> !worker.hasPendingSteps()))
                .isTrue();

        assertOvertaken(() -> worker.decide(cancelling, WorkerByHand.cancelTimer("timer")));

        var again = worker.nextTask();
        assertThat(WorkerByHand.events(again)).contains(EVENT_TYPE_TIMER_FIRED, EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT);
        worker.decide(again, WorkerByHand.end());
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void whatIsStillOpenIsCancelled() {
        worker.start();
        worker.decide(
                worker.nextTask(),
                WorkerByHand.timer("timer", Duration.ofMinutes(1)),
                WorkerByHand.step("step", Duration.ofMinutes(1)));
        worker.cancelRun();
        var cancelling = worker.nextTask();

        worker.decide(cancelling, WorkerByHand.cancelTimer("timer"), WorkerByHand.cancelStep(cancelling));

        var next = worker.nextTask();
        assertThat(WorkerByHand.events(next)).contains(EVENT_TYPE_TIMER_CANCELED, EVENT_TYPE_ACTIVITY_TASK_CANCELED);
        worker.decide(next, WorkerByHand.end());
        assertThat(worker.isRunning()).isFalse();
    }

    /** As after an answer that was lost: the task that is there by now is not touched. */
    @Test
    void aDecisionThatComesTwiceIsRefusedTheSecondTime() {
        worker.start();
        worker.decide(worker.nextTask(), WorkerByHand.timer("timer", Duration.ofMinutes(1)));
        worker.cancelRun();
        var cancelling = worker.nextTask();
        worker.decideAndGoOn(cancelling, WorkerByHand.cancelTimer("timer"));
        var next = worker.nextTask();

        assertThatThrownBy(() -> worker.decide(cancelling, WorkerByHand.cancelTimer("timer")))
                .hasMessageContaining("Expired workflow task");

        worker.decide(next, WorkerByHand.end());
        assertThat(worker.isRunning()).isFalse();
    }

    /** To start a child the service takes its own lock and then that of the parent. */
    @Test
    void childrenStartWhileTheirParentCancels() {
        worker.start();
        var task = worker.nextTask();
        for (int round = 0; round < 50; round++) {
            List<Command> commands = new ArrayList<>();
            commands.add(WorkerByHand.timer("timer " + round, Duration.ofMinutes(5)));
            for (int child = 0; child < 20; child++) {
                commands.add(WorkerByHand.child("child " + round + " " + child));
            }
            worker.decideAndGoOn(task, commands.toArray(Command[]::new));

            worker.decideAndGoOn(worker.nextTask(), WorkerByHand.cancelTimer("timer " + round));
            task = worker.nextTask();
        }
        worker.decide(task, WorkerByHand.end());
        assertThat(worker.isRunning()).isFalse();
    }

    /** As the service says it where the end of a run is overtaken: workers know it and begin anew. */
    private static void assertOvertaken(Runnable decision) {
        assertThatThrownBy(decision::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
                .hasMessageContaining("UnhandledCommand");
    }
}
