package dev.longshore.starters.misplaced;

import dev.longshore.workflows.archive.ZipArchiveWorkflowImpl;

/** A sample that the house rules must catch. */
public final class KnowsHowAWorkflowIsDone {

    public Class<?> other() {
        return ZipArchiveWorkflowImpl.class;
    }
}
