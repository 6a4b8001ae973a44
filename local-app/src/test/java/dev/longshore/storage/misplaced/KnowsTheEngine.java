package dev.longshore.storage.misplaced;

import io.temporal.failure.TemporalFailure;

/** A sample that the house rules must catch. */
public final class KnowsTheEngine {

    public Class<?> other() {
        return TemporalFailure.class;
    }
}
