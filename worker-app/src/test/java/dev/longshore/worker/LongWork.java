package dev.longshore.worker;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A pool with one step that goes on until its worker stops, and then ends at once or not at all. */
public final class LongWork implements Pool {

    static final String QUEUE = "archive";

    private final Step step;

    LongWork(BooleanSupplier isDraining, boolean heedsIt) {
        this.step = new Step(isDraining, heedsIt);
    }

    @Override
    public String name() {
        return QUEUE;
    }

    @Override
    public void addTo(WorkerFactory factory, WorkerOptions options) {
        Worker worker = factory.newWorker(QUEUE, options);
        worker.registerWorkflowImplementationTypes(JobImpl.class);
        worker.registerActivitiesImplementations(step);
    }

    int begun() {
        return step.begun.get();
    }

    int ended() {
        return step.ended.get();
    }

    @WorkflowInterface
    public interface Job {

        @WorkflowMethod
        String run();
    }

    @ActivityInterface
    public interface Steps {

        String goOnUntilStopped();
    }

    public static final class JobImpl implements Job {

        private final Steps steps = Workflow.newActivityStub(
                Steps.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .setHeartbeatTimeout(Duration.ofSeconds(5))
                        .build());

        @Override
        public String run() {
            return steps.goOnUntilStopped();
        }
    }

    private static final class Step implements Steps {

        private final BooleanSupplier isDraining;
        private final boolean heedsIt;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);

        private Step(BooleanSupplier isDraining, boolean heedsIt) {
            this.isDraining = isDraining;
            this.heedsIt = heedsIt;
        }

        @Override
        public String goOnUntilStopped() {
            begun.incrementAndGet();
            try {
                while (!(heedsIt && isDraining.getAsBoolean())) {
                    Activity.getExecutionContext().heartbeat(null);
                    if (never.await(20, TimeUnit.MILLISECONDS)) {
                        throw new IllegalStateException("never");
                    }
                }
                return "reached a resumable point";
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", told);
            } finally {
                ended.incrementAndGet();
            }
        }
    }
}
