package dev.longshore.workflows.control;

import dev.longshore.workflows.control.Command.Desired;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A run's ear: it knows whether the user wants it to go on, and lets steps be interrupted that shall stop at once. */
public final class Controls {

    private final Run run;
    private final List<CancellationScope> interruptible = new ArrayList<>();
    private Command newest = new Command(Desired.RUN, 0, false);
    private long rung;
    private int inFlight;
    private Runnable onCancel = () -> {};

    public Controls(Run run) {
        this.run = run;
    }

    /** A step that only speaks with the ledger. An outage of the ledger is waited for. */
    private static JobActivities ledger(String summary) {
        ActivityOptions options = ActivityOptions.newBuilder()
                .setSummary(summary)
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                .build();
        return Workflow.newActivityStub(JobActivities.class, options);
    }

    /** The first step of every run: from here on older runs of this job change nothing. */
    public void begin() {
        newest = ledger("Begin the run").begin(run);
        rung = Math.max(rung, newest.seq());
        Async.procedure(this::listen);
    }

    public boolean isCancelWished() {
        return newest.desired() == Desired.CANCEL;
    }

    public void ring(Bell bell) {
        rung = Math.max(rung, bell.seq());
    }

    /**
     * Does a step as soon as the job is not paused.
     *
     * @return empty if the step was interrupted and shall be done again
     */
    public <T> Optional<T> unlessPaused(Func<T> step) {
        return unlessPaused(step, () -> false);
    }

    /**
     * As above.
     *
     * @param somethingElse for which a pause is not waited out
     * @return empty also then
     */
    public <T> Optional<T> unlessPaused(Func<T> step, Supplier<Boolean> somethingElse) {
        Workflow.await(() -> isGoing() || somethingElse.get());
        if (!isGoing()) {
            return Optional.empty();
        }
        inFlight++;
        try {
            return interruptibly(step);
        } finally {
            inFlight--;
        }
    }

    private boolean isGoing() {
        return rung <= newest.seq() && newest.desired() != Desired.PAUSE;
    }

    /** Does a step again and again until it was not interrupted. */
    public <T> T despitePauses(Func<T> step) {
        Optional<T> answer = unlessPaused(step);
        while (answer.isEmpty()) {
            answer = unlessPaused(step);
        }
        return answer.get();
    }

    /** What to do when a command in the ledger says cancel and the engine has not been told. */
    public void onCancel(Runnable cancel) {
        onCancel = cancel;
    }

    /** Interrupts the steps in flight, which end at their handles and are done again. */
    public void interrupt(String why) {
        List.copyOf(interruptible).forEach(scope -> scope.cancel(why));
    }

    /** Shows what the job waits for, until the next step succeeds. */
    public void waitFor(String what) {
        ledger("Show what the job waits for").waitFor(run, what);
    }

    public void close(Ending ending) {
        ledger("Close the job").close(run, ending);
    }

    private <T> Optional<T> interruptibly(Func<T> step) {
        List<T> answer = new ArrayList<>(1);
        CancellationScope scope = Workflow.newCancellationScope(() -> answer.add(step.apply()));
        interruptible.add(scope);
        try {
            scope.run();
            return Optional.of(answer.get(0));
        } catch (TemporalFailure failure) {
            boolean onlyThisStep =
                    scope.isCancelRequested() && !CancellationScope.current().isCancelRequested();
            if (onlyThisStep && isCancel(failure)) {
                return Optional.empty();
            }
            throw failure;
        } finally {
            interruptible.remove(scope);
        }
    }

    public static boolean isCancel(Throwable failure) {
        return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    }

    private void listen() {
        while (!isCancelWished()) {
            Workflow.await(() -> rung > newest.seq());
            newest = ledger("Hear the newest command").acknowledge(run);
            rung = Math.max(rung, newest.seq());
            if (newest.desired() == Desired.PAUSE && newest.now()) {
                interrupt("pause now");
            }
            if (isCancelWished()) {
                onCancel.run();
            } else {
                settle();
            }
        }
    }

    /** Shows the pause only when nothing is in flight any more, unless the user changes the mind before. */
    private void settle() {
        long settling = newest.seq();
        Workflow.await(() -> newest.desired() != Desired.PAUSE || inFlight == 0 || rung > settling);
        if (rung == settling) {
            long known = ledger("Show what was wished").settle(run).seq(); // a bell may ring meanwhile
            rung = Math.max(rung, known);
        }
    }
}
