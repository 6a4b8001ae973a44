package dev.longshore.workflows.control;

import dev.longshore.workflows.failure.FailureType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The course of a run that leaves nothing behind: it begins, works unless it was cancelled, and closes its job. */
public final class Course {

    private final Controls controls;

    public Course(Controls controls) {
        this.controls = controls;
    }

    public Ending run(Func<Ending> work) {
        List<Ending> ending = new ArrayList<>(1);
        CancellationScope scope = Workflow.newCancellationScope(
                () -> ending.add(controls.isCancelWished() ? Ending.cancelled() : work.apply()));
        controls.onCancel(() -> scope.cancel("cancelled by command"));
        try {
            controls.begin();
            scope.run();
        } catch (TemporalFailure failure) {
            ending.add(endingOf(failure));
        }
        Ending last = ending.get(0);
        Workflow.newDetachedCancellationScope(() -> controls.close(last)).run();
        return last;
    }

    /** How a run ends in which this was thrown; throws it again if the run is not the job's newest any more. */
    public static Ending endingOf(TemporalFailure failure) {
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
}
