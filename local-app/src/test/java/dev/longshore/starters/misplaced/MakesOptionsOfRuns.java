package dev.longshore.starters.misplaced;

import io.temporal.client.WorkflowOptions;

/** A sample that the house rules must catch. */
public final class MakesOptionsOfRuns {

    public WorkflowOptions options() {
        return WorkflowOptions.newBuilder().build();
    }
}
