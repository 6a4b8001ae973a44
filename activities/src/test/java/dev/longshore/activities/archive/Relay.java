package dev.longshore.activities.archive;

import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** The steps of one job in the order of the workflow. Who takes over begins with the step that was under way. */
final class Relay {

    /** From here on a cancel comes too late. */
    private static final int PROVE = 7;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Run run;
    private final JobActivitiesImpl control;
    private final List<Consumer<ZipArchiveActivities>> steps;
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable LaidOut plan;
    private volatile String result = "";

    Relay(ArchiveScene scene, Run run) {
        this.run = run;
        this.control = new JobActivitiesImpl(scene.ledger().runs());
        this.steps = List.of(
                this::inspect,
                step -> plan = step.layOut(run),
                step -> step.openUpload(run),
                step -> pages().forEach(first -> step.buildBodies(run, first, lastFrom(first))),
                step -> pages().forEach(first -> step.buildSeams(run, first, lastFrom(first))),
                step -> step.buildDirectory(run),
                step -> requireComplete(step.complete(run)),
                step -> result = step.prove(run));
    }

    /** Returns when all steps are done, and the job is closed. */
    void goOn(Taker taker) {
        control.begin(run);
        while (next.get() < steps.size()) {
            steps.get(next.get()).accept(taker.steps());
            next.incrementAndGet();
        }
        control.close(run, Ending.done(result));
    }

    /** Like {@link #goOn}; tries again what may be tried again, as the engine does: the store may be at what is lost. */
    void goOnTryingAgain(Taker taker) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean done = false;
        while (!done) {
            try {
                goOn(taker);
                done = true;
            } catch (ActivityFailure failure) {
                if (isFinal(failure) || System.nanoTime() > deadline) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isFinal(ActivityFailure failure) {
        return !(failure.getCause() instanceof ApplicationFailure why) || why.isNonRetryable();
    }

    boolean canBeCancelled() {
        return next.get() < PROVE;
    }

    private void inspect(ZipArchiveActivities step) {
        Sources sources = step.listSources(run);
        step.inspectSources(run, 0, sources.files() - 1);
    }

    private List<Integer> pages() {
        List<Integer> firsts = new ArrayList<>();
        for (int first = 1; first <= plan().parts(); first += plan().pageSize()) {
            firsts.add(first);
        }
        return firsts;
    }

    private int lastFrom(int first) {
        return first + plan().pageSize() - 1;
    }

    private LaidOut plan() {
        LaidOut known = plan;
        if (known == null) {
            throw new AssertionFailedError("not laid out yet");
        }
        return known;
    }

    private static void requireComplete(boolean isComplete) {
        if (!isComplete) {
            throw new AssertionFailedError("The store lost the upload, so all parts would be sent again");
        }
    }
}
