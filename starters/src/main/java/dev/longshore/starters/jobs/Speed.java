package dev.longshore.starters.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How fast something gets done, from looks at it now and then: the newest seconds count most, so that one slow part does not
 * change everything, and an hour ago is forgotten.
 */
final class Speed {

    private static final double FORGOTTEN_AFTER_SECONDS = 30;
    /** What is measured over less says nothing. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private Instant lookedAt;
    private long done;
    private double moved;
    private double overSeconds;

    /** From this moment on, when so much was done. */
    Speed(Instant since, long done) {
        this.lookedAt = since;
        this.done = done;
    }

    /**
     * Looks once more.
     *
     * @return how many seconds the rest takes at this speed; empty while nothing has moved, and if nothing is left
     */
    OptionalLong secondsLeft(Instant now, long doneNow, long total) {
        if (doneNow < done) {
            forgetAll(now, doneNow); // what was done has to be done again
        } else if (!now.isBefore(lookedAt.plus(LEAST))) {
            look(now, doneNow);
        }
        if (moved <= 0 || doneNow >= total) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((long) Math.ceil((total - doneNow) * overSeconds / moved));
    }

    private void forgetAll(Instant now, long doneNow) {
        lookedAt = now;
        done = doneNow;
        moved = 0;
        overSeconds = 0;
    }

    private void look(Instant now, long doneNow) {
        if (moved <= 0 && doneNow == done) {
            lookedAt = now; // not begun yet
            return;
        }
        double seconds = Duration.between(lookedAt, now).toMillis() / 1000.0;
        double kept = Math.exp(-seconds / FORGOTTEN_AFTER_SECONDS);
        moved = moved * kept + (doneNow - done);
        overSeconds = overSeconds * kept + seconds;
        lookedAt = now;
        done = doneNow;
    }
}
