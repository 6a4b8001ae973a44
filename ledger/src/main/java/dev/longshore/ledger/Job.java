package dev.longshore.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as its row says.
 *
 * @param epoch of the newest run; only that one may write
 * @param commandSeq the number of the newest command, {@code acknowledgedSeq} of the newest that a run has seen
 * @param waitingFor what the job waits for and since when; null while it waits for nothing
 * @param request as it was asked for, JSON, without the list of files
 * @param result JSON; null before the end
 */
public record Job(
        String id,
        String room,
        JobState state,
        Desired desired,
        boolean desiredNow,
        long commandSeq,
        long acknowledgedSeq,
        long epoch,
        @Nullable String waitingFor,
        String request,
        @Nullable String result,
        FileCounts files,
        ByteCounts bytes,
        String submittedBy,
        boolean listed,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure) {}
