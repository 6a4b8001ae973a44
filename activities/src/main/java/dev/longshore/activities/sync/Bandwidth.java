package dev.longshore.activities.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * How fast all flows of this process together may move bytes, both ways. Who takes bytes may take more than there are left:
 * those who come next wait until that is paid.
 */
final class Bandwidth {

    private static final Duration LONGEST_NAP = Duration.ofMillis(200);
    private static final double NANOS = 1e9;

    private final Timetable timetable;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Nap nap;
    private Instant filled;
    private double left;

    Bandwidth(Timetable timetable, ZoneId zone, InstantSource clock, Nap nap) {
        this.timetable = timetable;
        this.zone = zone;
        this.clock = clock;
        this.nap = nap;
        filled = clock.instant();
    }

    static Bandwidth of(String setting) {
        return new Bandwidth(
                Timetable.of(setting),
                ZoneId.systemDefault(),
                InstantSource.system(),
                nap -> Thread.sleep(nap.toMillis()));
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Nap {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * Waits until these bytes may pass.
     *
     * @param alive is told again and again that this goes on; what it throws ends the waiting
     */
    void take(long bytes, Runnable alive) {
        while (!isTaken(bytes)) {
            try {
                nap.take(LONGEST_NAP);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for bandwidth");
            }
            alive.run();
        }
    }

    private synchronized boolean isTaken(long bytes) {
        Instant now = clock.instant();
        OptionalLong rate = timetable.at(LocalDateTime.ofInstant(now, zone));
        if (rate.isEmpty()) {
            left = 0;
            filled = now;
            return true;
        }
        double passed = Math.max(0, Duration.between(filled, now).toNanos() / NANOS);
        filled = now;
        left = Math.min((double) rate.getAsLong(), left + passed * (double) rate.getAsLong());
        if (left < 0) {
            return false;
        }
        left -= (double) bytes;
        return true;
    }
}
