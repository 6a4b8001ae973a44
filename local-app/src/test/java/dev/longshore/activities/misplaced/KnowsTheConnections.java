package dev.longshore.activities.misplaced;

import dev.longshore.connections.Startup;

/** A sample that the house rules must catch. */
public final class KnowsTheConnections {

    public Class<?> other() {
        return Startup.class;
    }
}
