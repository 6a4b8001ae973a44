package dev.longshore.embedded;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends while a workflow decides to cancel it is told to the workflow, and the run goes on. */
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
    void aTimerThatFiresWhileItIsCancelledDoesNotHoldTheRun() throws InterruptedException {
        worker.start();
        worker.decide(
                worker.nextTask(),
                WorkerByHand.timer("timer", Duration.ofSeconds(1)),
                WorkerByHand.step("step that nobody does", Duration.ofSeconds(2)));
        worker.cancelRun();
        var cancelling = worker.nextTask();
        while (worker.hasPendingSteps()) {
            Thread.sleep(50);
        }

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

        worker.decide(worker.nextTask(), WorkerByHand.end());
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
