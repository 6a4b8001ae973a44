package dev.longshore.workflows.control;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;

/** Said by a step whose run is not the job's newest any more. Such a run ends at once and cleans up nothing. */
public final class LostEpoch {

    public static final String TYPE = "LOST_EPOCH";

    private LostEpoch() {}

    public static ApplicationFailure because(String message, Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(TYPE)
                .setMessage(message)
                .setCause(cause)
                .setNonRetryable(true)
                .build();
    }

    public static boolean isSaidBy(Throwable failure) {
        return failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure cause
                && TYPE.equals(cause.getType());
    }
}
