package dev.longshore.worker.archive;

import dev.longshore.activities.archive.ZipArchiveActivitiesImpl;
import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.worker.Pool;
import dev.longshore.workflows.archive.ZipArchiveWorkflow;
import dev.longshore.workflows.archive.ZipArchiveWorkflowImpl;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;

/** The workers of the room {@code archive}. */
public final class ZipArchiveWorker implements Pool {

    private final JobActivitiesImpl jobs;
    private final ZipArchiveActivitiesImpl archives;

    public ZipArchiveWorker(JobActivitiesImpl jobs, ZipArchiveActivitiesImpl archives) {
        this.jobs = jobs;
        this.archives = archives;
    }

    @Override
    public String name() {
        return ZipArchiveWorkflow.TASK_QUEUE;
    }

    @Override
    public void addTo(WorkerFactory factory, WorkerOptions options) {
        Worker worker = factory.newWorker(ZipArchiveWorkflow.TASK_QUEUE, options);
        worker.registerWorkflowImplementationTypes(ZipArchiveWorkflowImpl.class);
        worker.registerActivitiesImplementations(jobs, archives);
    }
}
