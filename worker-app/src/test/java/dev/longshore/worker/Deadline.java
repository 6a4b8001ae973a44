package dev.longshore.worker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens soon. */
final class Deadline {

    private static final long WITHIN = Duration.ofSeconds(60).toNanos();
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private Deadline() {}

    static void until(BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > WITHIN) {
                fail("It did not happen within 60 s");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
