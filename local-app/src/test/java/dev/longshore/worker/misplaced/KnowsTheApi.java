package dev.longshore.worker.misplaced;

import dev.longshore.starters.ApiApplication;

/** A sample that the house rules must catch. */
public final class KnowsTheApi {

    public Class<?> other() {
        return ApiApplication.class;
    }
}
