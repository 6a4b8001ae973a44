package dev.longshore.local.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Tells what happens, with the seconds since it began. */
final class Story {

    private static final long PAUSE_MILLIS = 20;

    private final long begun = System.nanoTime();
    private final Path data;
    private final PrintStream out;
    private final Duration patience;

    Story(Path data, PrintStream out, Duration patience) {
        this.data = data;
        this.out = out;
        this.patience = patience;
    }

    void say(String line) {
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds(), line);
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** @throws IllegalStateException if it does not come to pass */
    void await(String what, BooleanSupplier there) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "waited in vain for " + what + "; the logs are in " + data.resolve("logs"));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
