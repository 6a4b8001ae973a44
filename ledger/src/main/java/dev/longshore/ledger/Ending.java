package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param result JSON
 */
public record Ending(
        JobState state, @Nullable String result, @Nullable Failure failure) {

    public Ending {
        if (!state.isFinished()) {
            throw new IllegalArgumentException("A job cannot end as " + state.word());
        }
    }
}
