package dev.longshore.workflows.misplaced;

import java.util.UUID;

/** A sample that the house rules must catch. */
public final class MakesItsOwnIds {

    public String id() {
        return UUID.randomUUID().toString();
    }
}
