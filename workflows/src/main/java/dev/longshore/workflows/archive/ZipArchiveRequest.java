package dev.longshore.workflows.archive;

import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run of an archive job. What to pack stands in the ledger.
 *
 * <p>The starter notes the epoch in the memo too ({@link Run#EPOCH_MEMO}).
 *
 * @param endedBecause null for a run that packs; else the run only cleans up what an earlier one left, and closes the job
 *     with this reason
 * @param reached null unless the run continues an earlier one
 */
public record ZipArchiveRequest(
        Run run,
        Pace pace,
        @Nullable String endedBecause,
        @Nullable Reached reached) {

    public ZipArchiveRequest {
        if (!run.jobId().matches("archive:[A-Za-z0-9._:-]{1,200}")) {
            throw new IllegalArgumentException("Not the id of an archive job: " + run.jobId());
        }
    }

    public static ZipArchiveRequest anew(Run run, Pace pace, @Nullable String endedBecause) {
        return new ZipArchiveRequest(run, pace, endedBecause, null);
    }

    ZipArchiveRequest goingOnAt(Reached place) {
        return new ZipArchiveRequest(run, pace, endedBecause, place);
    }
}
