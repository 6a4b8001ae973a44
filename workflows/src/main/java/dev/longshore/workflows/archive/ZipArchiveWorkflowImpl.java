package dev.longshore.workflows.archive;

import static io.temporal.activity.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

import dev.longshore.workflows.archive.Reached.Phase;
import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Controls;
import dev.longshore.workflows.control.Course;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Pages;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

public final class ZipArchiveWorkflowImpl implements ZipArchiveWorkflow {

    private static final String NOTICES = "notices";

    private final ZipArchiveRequest request;
    private final Run run;
    private final Controls controls;
    private Reached reached;

    @WorkflowInit
    public ZipArchiveWorkflowImpl(ZipArchiveRequest request) {
        this.request = request;
        run = request.run();
        reached = Objects.requireNonNullElse(request.reached(), Reached.nothing());
        controls = new Controls(run);
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
            ending.add(Course.endingOf(failure));
        }
        return close(ending.get(0));
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
        if (plan.result() != null) {
            return Ending.done(plan.result());
        }
        while (!isPacked(plan)) {
            reached = Reached.nothing();
            plan = planned();
        }
        Ending proven = proven();
        return Workflow.getVersion(NOTICES, Workflow.DEFAULT_VERSION, 1) == 1 ? told(proven) : proven;
    }

    /** False if a file had to be left out that was planned, so that everything is laid out once more. */
    private boolean isPacked(LaidOut plan) {
        try {
            controls.despitePauses(() -> done(() -> step("Begin the upload").openUpload(run)));
            build(plan);
            while (!controls.despitePauses(() -> step("Complete the archive").complete(run))) {
                reached = new Reached(Phase.BODIES, 1);
                build(plan);
            }
            return true;
        } catch (ActivityFailure failure) {
            if (PlanVoid.isSaidBy(failure)) {
                return false;
            }
            throw failure;
        }
    }

    private LaidOut planned() {
        show("Listing the sources");
        Sources sources = controls.despitePauses(() -> step("List the sources").listSources(run));
        show(counted("Inspecting %,d sources", sources.files()));
        inPages(
                Phase.INSPECT,
                sources.files(),
                sources.pageSize(),
                (first, last) -> step("Inspect sources", first, last).inspectSources(run, first - 1, last - 1));
        if (sources.deflates()) {
            deflate(sources);
        }
        show(counted("Planning the archive of %,d files", sources.files()));
        return controls.despitePauses(() -> step("Lay the archive out").layOut(run));
    }

    private void deflate(Sources sources) {
        show(counted("Compressing what gains of %,d files", sources.files()));
        inPages(
                Phase.DEFLATE,
                sources.files(),
                sources.pageSize(),
                (first, last) -> step("Compress files", first, last).deflateSources(run, first - 1, last - 1));
    }

    private void build(LaidOut plan) {
        show(counted("Building %,d parts", plan.parts()));
        long bodies = plan.bodies() > 0 ? plan.parts() : 0;
        inPages(
                Phase.BODIES,
                bodies,
                plan.pageSize(),
                (first, last) -> step("Build data of parts", first, last).buildBodies(run, (int) first, (int) last));
        long seams = plan.seams() > 0 ? plan.parts() : 0;
        inPages(
                Phase.SEAMS,
                seams,
                plan.pageSize(),
                (first, last) -> step("Build headers of parts", first, last).buildSeams(run, (int) first, (int) last));
        inPages(
                Phase.DIRECTORY,
                1,
                1,
                (first, last) -> step("Build the directory").buildDirectory(run));
        show("Completing the archive");
    }

    private void inPages(Phase phase, long count, int size, Pages.Step work) {
        Pages pages = new Pages(controls, request.pace().pagesAtOnce());
        long next = pages.workThrough(reached.startOf(phase), count, size, work);
        if (next <= count) {
            continueAt(new Reached(phase, next));
        }
    }

    /** The engine keeps a memo only for the run that it was given to. */
    private void continueAt(Reached place) {
        ContinueAsNewOptions options = ContinueAsNewOptions.newBuilder()
                .setMemo(Map.of(Run.EPOCH_MEMO, run.epoch()))
                .setTypedSearchAttributes(Workflow.getTypedSearchAttributes())
                .build();
        Workflow.continueAsNew(options, request.goingOnAt(place));
    }

    /** The archive is there: from here on a cancel comes too late, and a failure takes the archive away again. */
    private Ending proven() {
        show("Proving the archive");
        List<Ending> ending = new ArrayList<>(1);
        Workflow.newDetachedCancellationScope(
                        () -> ending.add(Ending.done(step("Prove the archive").prove(run))))
                .run();
        return ending.get(0);
    }

    /**
     * A cancel comes too late for the notice as well, but ends the waiting for a queue that does not take it: then it is
     * tried once more, for the cancel may have come before the first try.
     */
    private Ending told(Ending proven) {
        show("Telling the consumer");
        try {
            return controls.despitePauses(() -> told(proven, step("Tell the consumer")));
        } catch (TemporalFailure failure) {
            if (LostEpoch.isSaidBy(failure) || !CancellationScope.current().isCancelRequested()) {
                throw failure;
            }
            List<Ending> ending = new ArrayList<>(1);
            Workflow.newDetachedCancellationScope(() -> ending.add(toldInOneTry(proven)))
                    .run();
            return ending.get(0);
        }
    }

    private Ending toldInOneTry(Ending proven) {
        try {
            return told(proven, oneTry("Tell the consumer"));
        } catch (ActivityFailure failure) {
            if (LostEpoch.isSaidBy(failure)) {
                throw failure;
            }
            show("The consumer was not told: " + failure.getMessage());
            return proven;
        }
    }

    /** Workers of earlier releases answer nothing. */
    private Ending told(Ending proven, ZipArchiveActivities step) {
        String result = step.tellConsumer(run);
        return result == null ? proven : Ending.done(result);
    }

    private Ending close(Ending ending) {
        List<Ending> last = new ArrayList<>(1);
        Workflow.newDetachedCancellationScope(() -> {
                    last.add(ending.state() == Ending.State.DONE ? ending : cleanedUp(ending));
                    controls.close(last.get(0));
                    show(ending.state() == Ending.State.FAILED ? "Failed: " + ending.failureMessage() : "Ended");
                })
                .run();
        return last.get(0);
    }

    /** What cannot be cleaned up, however often it is tried, is left and said; the job ends all the same. */
    private Ending cleanedUp(Ending ending) {
        show("Cleaning up");
        try {
            step("Clean up").cleanUp(run);
            return ending;
        } catch (ActivityFailure failure) {
            Ending left = Course.endingOf(failure);
            return ending.leaving(String.valueOf(left.failureType()), String.valueOf(left.failureMessage()));
        }
    }

    private static boolean done(Runnable step) {
        step.run();
        return true;
    }

    private static String counted(String words, Object... values) {
        return String.format(Locale.ROOT, words, values);
    }

    private static void show(String details) {
        Workflow.setCurrentDetails(details);
    }

    private ZipArchiveActivities step(String what, long first, long last) {
        return step(counted("%s %,d to %,d", what, first, last));
    }

    /** With a line for people, which they read in the engine's Web UI. */
    private ZipArchiveActivities step(String summary) {
        return Workflow.newActivityStub(
                ZipArchiveActivities.class,
                optionsFor(request.pace()).toBuilder().setSummary(summary).build());
    }

    private ZipArchiveActivities oneTry(String summary) {
        ActivityOptions options = optionsFor(request.pace()).toBuilder()
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .setSummary(summary)
                .build();
        return Workflow.newActivityStub(ZipArchiveActivities.class, options);
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
