package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run of a flow, or of one of its passes. What to move stands in the ledger.
 *
 * <p>The starter notes the epoch in the memo too ({@link Run#EPOCH_MEMO}).
 *
 * @param host whose folder it is
 * @param files how many a pass has; 0 for a flow
 * @param pageFiles how many of them one step moves
 * @param endedBecause null for a run that works; else the run only closes the job with this reason
 */
public record MinioSyncRequest(
        Run run,
        Pace pace,
        String host,
        long files,
        int pageFiles,
        @Nullable String endedBecause) {

    public MinioSyncRequest {
        if (!run.jobId().matches("sync:[A-Za-z0-9._:-]{1,200}")) {
            throw new IllegalArgumentException("Not the id of a sync job: " + run.jobId());
        }
        if (pageFiles < 1) {
            throw new IllegalArgumentException("A page has at least one file");
        }
    }

    MinioSyncRequest ofPass(FoundWork work) {
        return new MinioSyncRequest(new Run(work.job(), work.epoch()), pace, host, work.files(), pageFiles, null);
    }
}
