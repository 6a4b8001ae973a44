package dev.longshore.workflows.misplaced;

import java.time.Instant;

/** A sample that the house rules must catch. */
public final class ReadsTheClock {

    public Instant now() {
        return Instant.now();
    }
}
