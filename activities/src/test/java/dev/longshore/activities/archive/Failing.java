package dev.longshore.activities.archive;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import org.opentest4j.AssertionFailedError;

/** Does what must fail, and says how it did. */
final class Failing {

    private Failing() {}

    /** Does what may fail, but only so that the engine would try it again. */
    static void orNot(Runnable step) {
        try {
            step.run();
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof ApplicationFailure why && why.isNonRetryable()) {
                throw failure;
            }
        }
    }

    static ApplicationFailure of(Runnable step) {
        try {
            step.run();
        } catch (ApplicationFailure why) {
            return why;
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof ApplicationFailure why) {
                return why;
            }
            throw new AssertionFailedError("Failed otherwise than with a word", failure);
        }
        throw new AssertionFailedError("It did not fail");
    }
}
