package dev.longshore.starters.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says of a job's newest run.
 *
 * @param epoch of the run; null if it is not known
 * @param reason why it ended other than by completing, in the engine's words
 */
public record RunSight(
        Status status, @Nullable Long epoch, @Nullable String reason) {

    public enum Status {
        ABSENT,
        RUNNING,
        COMPLETED,
        CANCELLED,
        BROKEN
    }

    public static RunSight absent() {
        return new RunSight(Status.ABSENT, null, null);
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Whether the ledger has handed out a newer epoch since this run was started. */
    public boolean isOlderThan(long jobEpoch) {
        return epoch != null && epoch < jobEpoch;
    }
}
