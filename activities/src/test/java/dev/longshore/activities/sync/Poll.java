package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come, and fails once it has waited too long. */
final class Poll {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STEP = Duration.ofMillis(20).toNanos();

    private Poll() {}

    static void until(Callable<Boolean> isThere) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(isThere)) {
            assertThat(System.nanoTime()).as("it must come within %s", PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(STEP);
        }
    }

    private static boolean holds(Callable<Boolean> isThere) {
        try {
            return isThere.call();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
