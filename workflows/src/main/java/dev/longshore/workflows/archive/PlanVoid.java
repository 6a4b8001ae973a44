package dev.longshore.workflows.archive;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;

/** Said by a step that found no plan any more, because a file of it was left out: the archive is laid out once more. */
public final class PlanVoid {

    private static final String TYPE = "PLAN_VOID";

    private PlanVoid() {}

    public static ApplicationFailure because(String message) {
        return ApplicationFailure.newNonRetryableFailure(message, TYPE);
    }

    static boolean isSaidBy(Throwable failure) {
        return failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure cause
                && TYPE.equals(cause.getType());
    }
}
