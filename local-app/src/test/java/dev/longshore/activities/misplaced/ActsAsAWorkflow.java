package dev.longshore.activities.misplaced;

import io.temporal.workflow.Workflow;

/** A sample that the house rules must catch. */
public final class ActsAsAWorkflow {

    public Class<?> other() {
        return Workflow.class;
    }
}
