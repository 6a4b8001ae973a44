package dev.longshore.workflows.archive;

import static io.temporal.activity.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Controls;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Pages;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

public final class ZipArchiveWorkflowImpl implements ZipArchiveWorkflow {

    private final ZipArchiveRequest request;
    private final Run run;
    private final Controls controls;
    private final ZipArchiveActivities step;

    @WorkflowInit
    public ZipArchiveWorkflowImpl(ZipArchiveRequest request) {
        this.request = request;
        run = request.run();
        controls = new Controls(run);
        step = Workflow.newActivityStub(ZipArchiveActivities.class, optionsFor(request.pace()));
    }

    @Override
    public Ending archive(ZipArchiveRequest same) {
        List<Ending> ending = new ArrayList<>(1);
        CancellationScope work = Workflow.newCancellationScope(() -> ending.add(pack()));
        controls.onCancel(() -> work.cancel("cancelled by command"));
        try {
            controls.begin();
            work.run();
        } catch (TemporalFailure failure) {
            ending.add(endingOf(failure));
        }
        close(ending.get(0));
        return ending.get(0);
    }

    @Override
    public void ring(Bell bell) {
        controls.ring(bell);
    }

    private Ending pack() {
        if (controls.isCancelWished()) {
            return Ending.cancelled();
        }
        if (request.endedBecause() != null) {
            return Ending.failed(FailureType.ENGINE_ENDED, request.endedBecause());
        }
        LaidOut plan = planned();
        controls.despitePauses(() -> done(() -> step.openUpload(run)));
        do {
            build(plan);
            show("Completing the archive");
        } while (!controls.despitePauses(() -> step.complete(run)));
        return proven();
    }

    private LaidOut planned() {
        show("Listing the sources");
        Sources sources = controls.despitePauses(() -> step.listSources(run));
        show("Inspecting %,d sources".formatted(sources.files()));
        inPages(sources.files(), sources.pageSize(), (first, last) -> step.inspectSources(run, first - 1, last - 1));
        show("Planning the archive of %,d files".formatted(sources.files()));
        return controls.despitePauses(() -> step.layOut(run));
    }

    private void build(LaidOut plan) {
        show("Building %,d parts".formatted(plan.parts()));
        if (plan.bodies() > 0) {
            inPages(plan.parts(), plan.pageSize(), (first, last) -> step.buildBodies(run, (int) first, (int) last));
        }
        if (plan.seams() > 0) {
            inPages(plan.parts(), plan.pageSize(), (first, last) -> step.buildSeams(run, (int) first, (int) last));
        }
        inPages(1, 1, (first, last) -> step.buildDirectory(run));
    }

    private void inPages(long count, int size, Pages.Step work) {
        boolean all = new Pages(controls, request.pace().pagesAtOnce()).workThrough(1, count, size, work);
        if (!all) {
            Workflow.continueAsNew(request);
        }
    }

    /** The archive is there: from here on a cancel comes too late, and a failure takes the archive away again. */
    private Ending proven() {
        show("Proving the archive");
        List<Ending> ending = new ArrayList<>(1);
        Workflow.newDetachedCancellationScope(() -> ending.add(Ending.done(step.prove(run))))
                .run();
        return ending.get(0);
    }

    private void close(Ending ending) {
        Workflow.newDetachedCancellationScope(() -> {
                    if (ending.state() != Ending.State.DONE) {
                        show("Cleaning up");
                        step.cleanUp(run);
                    }
                    controls.close(ending);
                    show(ending.state() == Ending.State.FAILED ? "Failed: " + ending.failureMessage() : "Ended");
                })
                .run();
    }

    private static Ending endingOf(TemporalFailure failure) {
        if (LostEpoch.isSaidBy(failure)) {
            throw failure;
        }
        if (Controls.isCancel(failure)) {
            return Ending.cancelled();
        }
        if (failure instanceof ActivityFailure && failure.getCause() instanceof ApplicationFailure cause) {
            return Ending.failed(cause.getType(), String.valueOf(cause.getOriginalMessage()));
        }
        return Ending.failed(FailureType.DEFECT, String.valueOf(failure.getMessage()));
    }

    private static boolean done(Runnable step) {
        step.run();
        return true;
    }

    private static void show(String details) {
        Workflow.setCurrentDetails(details);
    }

    /** Attempts are not limited: {@code FailureType} says what must not be tried again. */
    private static ActivityOptions optionsFor(Pace pace) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofDays(7))
                .setHeartbeatTimeout(pace.heartbeatTimeout())
                .setCancellationType(WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                .build();
    }
}
