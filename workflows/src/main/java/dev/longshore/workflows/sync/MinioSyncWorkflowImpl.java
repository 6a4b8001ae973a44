package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Controls;
import dev.longshore.workflows.control.Course;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pages;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Locale;

public final class MinioSyncWorkflowImpl implements MinioSyncWorkflow {

    private final MinioSyncRequest request;
    private final Controls controls;
    private final HostSteps host;

    @WorkflowInit
    public MinioSyncWorkflowImpl(MinioSyncRequest request) {
        this.request = request;
        controls = new Controls(request.run());
        host = new HostSteps(request, controls);
    }

    @Override
    public Ending move(MinioSyncRequest same) {
        return new Course(controls).run(this::moved);
    }

    @Override
    public void ring(Bell bell) {
        controls.ring(bell);
    }

    /** A pass is small enough for one run. */
    private Ending moved() {
        if (request.endedBecause() != null) {
            return Ending.failed(FailureType.ENGINE_ENDED, request.endedBecause());
        }
        Workflow.setCurrentDetails(String.format(Locale.ROOT, "Moving %,d files", request.files()));
        Pages pages = new Pages(controls, request.pace().pagesAtOnce());
        pages.workThrough(1, request.files(), request.pageFiles(), this::movePage);
        return Ending.done("{}");
    }

    private long movePage(long first, long last) {
        String summary = String.format(Locale.ROOT, "Move files %,d to %,d", first, last);
        return host.step(summary, steps -> steps.move(request.run(), first - 1, last - 1));
    }
}
