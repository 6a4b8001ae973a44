package dev.longshore.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again for something that comes true without telling. */
record Deadline(long atNanos) {

    private static final long PAUSE_MILLIS = 25;

    static Deadline of(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Asks at least once; false if it was not true when the time was over or this thread was interrupted. */
    boolean reaches(BooleanSupplier wish) {
        while (!wish.getAsBoolean()) {
            if (System.nanoTime() - atNanos >= 0 || !pause()) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
