package dev.longshore.worker.sync;

import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.activities.sync.MinioSyncActivitiesImpl;
import dev.longshore.worker.Pool;
import dev.longshore.workflows.sync.MinioSyncFlowWorkflowImpl;
import dev.longshore.workflows.sync.MinioSyncSurveyWorkflowImpl;
import dev.longshore.workflows.sync.MinioSyncWorkflow;
import dev.longshore.workflows.sync.MinioSyncWorkflowImpl;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of the room {@code sync}: one for its runs, and one for the steps that only this host can do. */
public final class MinioSyncWorker implements Pool, AutoCloseable {

    /** Each flow has a step that waits for files, and these do not do anything meanwhile. */
    private static final int WAITING_STEPS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(MinioSyncWorker.class);
    private static final long LOOK_MILLIS = 1_000;

    private final JobActivitiesImpl jobs;
    private final Supplier<MinioSyncActivitiesImpl> made;

    /** A thread of its own, for a folder whose server is away keeps whoever looks at it. */
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "longshore-folders");
        thread.setDaemon(true);
        return thread;
    });

    /** The steps are made when the pool starts. */
    public MinioSyncWorker(JobActivitiesImpl jobs, Supplier<MinioSyncActivitiesImpl> made) {
        this.jobs = jobs;
        this.made = made;
    }

    @Override
    public String name() {
        return MinioSyncWorkflow.TASK_QUEUE;
    }

    @Override
    public void addTo(WorkerFactory factory, WorkerOptions options) {
        MinioSyncActivitiesImpl steps = made.get();
        steps.announce();
        Worker runs = factory.newWorker(MinioSyncWorkflow.TASK_QUEUE, options);
        runs.registerWorkflowImplementationTypes(
                MinioSyncFlowWorkflowImpl.class, MinioSyncWorkflowImpl.class, MinioSyncSurveyWorkflowImpl.class);
        runs.registerActivitiesImplementations(jobs);
        Worker host = factory.newWorker(
                MinioSyncWorkflow.queueOf(steps.host()),
                WorkerOptions.newBuilder(options)
                        .setMaxConcurrentActivityExecutionSize(
                                WAITING_STEPS + options.getMaxConcurrentActivityExecutionSize())
                        .build());
        host.registerActivitiesImplementations(steps, steps.surveys());
        Future<?> unused =
                turns.scheduleWithFixedDelay(() -> takeTurnsAlways(host, steps), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }

    /** What goes wrong once must not end it, or this worker would wait for ever. */
    private static void takeTurnsAlways(Worker host, MinioSyncActivitiesImpl steps) {
        try {
            takeTurns(host, steps);
        } catch (RuntimeException | Error failed) {
            LOG.warn("Who moves the files of {} is not known now, and looked at again", steps.host(), failed);
        }
    }

    /** While other processes hold the folders of this host, its steps are not taken here. */
    private static void takeTurns(Worker host, MinioSyncActivitiesImpl steps) {
        boolean hasTurn = steps.hasTurn();
        if (hasTurn && host.isSuspended()) {
            LOG.info("The folders of {} are free: this worker moves their files from now on", steps.host());
            host.resumePolling();
        } else if (!hasTurn && !host.isSuspended()) {
            LOG.info("Another worker moves the files of {}: this one waits", steps.host());
            host.suspendPolling();
        }
    }
}
