package dev.longshore.workflows.sync;

import org.jspecify.annotations.Nullable;

/**
 * What a flow that waited has to do.
 *
 * @param jobId of a pass that was written and is to be started; null: nothing yet
 * @param epoch of the pass's first run
 * @param files how many it has
 * @param over whether nothing waits any more and the flow was asked to go once
 */
public record FoundWork(@Nullable String jobId, long epoch, long files, boolean over) {

    public static FoundWork nothing() {
        return new FoundWork(null, 0, 0, false);
    }

    public static FoundWork nothingMore() {
        return new FoundWork(null, 0, 0, true);
    }

    public static FoundWork pass(String jobId, long epoch, long files) {
        return new FoundWork(jobId, epoch, files, false);
    }

    String job() {
        if (jobId == null) {
            throw new IllegalStateException("There is no pass to be started");
        }
        return jobId;
    }
}
