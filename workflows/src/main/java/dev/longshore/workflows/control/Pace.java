package dev.longshore.workflows.control;

import java.time.Duration;

/**
 * Figures that a run must keep for its whole life, so they travel in its request.
 *
 * @param heartbeatTimeout after which silence the engine takes a step's worker for dead
 * @param pagesAtOnce how many pages of one job are worked on at a time, by all workers together
 */
public record Pace(Duration heartbeatTimeout, int pagesAtOnce) {

    public Pace {
        if (heartbeatTimeout.isNegative() || heartbeatTimeout.isZero() || pagesAtOnce < 1) {
            throw new IllegalArgumentException(
                    "A pace needs a positive heartbeat timeout and at least one page at once");
        }
    }
}
