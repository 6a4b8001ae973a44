package dev.longshore.lanes.misplaced;

import dev.longshore.storage.Stores;

/** A sample that the house rules must catch. */
public final class KnowsTheStores {

    public Class<?> other() {
        return Stores.class;
    }
}
