package dev.longshore.starters.misplaced;

import dev.longshore.activities.pulse.Pulse;

/** A sample that the house rules must catch. */
public final class KnowsTheSteps {

    public Class<?> other() {
        return Pulse.class;
    }
}
