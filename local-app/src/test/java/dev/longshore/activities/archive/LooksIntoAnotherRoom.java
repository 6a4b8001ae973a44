package dev.longshore.activities.archive;

import dev.longshore.activities.compression.InAnotherRoom;

/** A sample that the house rules must catch. */
public final class LooksIntoAnotherRoom {

    public Class<?> other() {
        return InAnotherRoom.class;
    }
}
