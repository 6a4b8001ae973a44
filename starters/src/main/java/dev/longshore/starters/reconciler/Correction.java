package dev.longshore.starters.reconciler;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.starters.engine.RunSight;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What must be done about a job so that ledger and engine agree. */
enum Correction {
    NOTHING,
    /** Wished to run, and no run is there. */
    START_AGAIN,
    /** Wished to be cancelled, and no run is there: one whose first step sees the wish, cleans up and closes the job. */
    START_TO_CANCEL,
    /** A run has not acknowledged the newest command. */
    RING_AGAIN,
    /** A run has not acknowledged that it shall end. */
    CANCEL_AGAIN,
    /** A run is still there though a newer one was to be started: it can change nothing any more and stands in the way. */
    CANCEL_OUTDATED,
    /** A run has completed, but the ledger does not know how. */
    TAKE_OVER,
    /** A run has broken off: one that cleans up and closes the job. */
    CLEAN_UP,
    /** A run has ended, and nobody knows whether it was the newest of this job or an older one: only people can tell. */
    LEAVE_UNKNOWN,
    /** A run is still there though the job has ended. */
    CANCEL_ENDED;

    static Correction between(Job job, RunSight run) {
        if (job.state().isFinished()) {
            return run.isRunning() ? CANCEL_ENDED : NOTHING;
        }
        if (run.isRunning()) {
            return ofRunning(job, run);
        }
        boolean none = run.status() == RunSight.Status.ABSENT || run.isOlderThan(job.epoch());
        return none ? ofAbsent(job) : ofEnded(job, run);
    }

    private static Correction ofRunning(Job job, RunSight run) {
        if (run.isOlderThan(job.epoch())) {
            return CANCEL_OUTDATED;
        }
        if (job.acknowledgedSeq() >= job.commandSeq()) {
            return NOTHING;
        }
        return job.desired() == Desired.CANCEL ? CANCEL_AGAIN : RING_AGAIN;
    }

    private static Correction ofAbsent(Job job) {
        return switch (job.desired()) {
            case RUN -> START_AGAIN;
            case PAUSE -> NOTHING;
            case CANCEL -> START_TO_CANCEL;
        };
    }

    private static Correction ofEnded(Job job, RunSight run) {
        if (run.epoch() == null) {
            return job.desired() == Desired.CANCEL ? START_TO_CANCEL : LEAVE_UNKNOWN;
        }
        return switch (run.status()) {
            case COMPLETED -> TAKE_OVER;
            case CANCELLED -> job.desired() == Desired.CANCEL ? START_TO_CANCEL : CLEAN_UP;
            default -> CLEAN_UP;
        };
    }

    /** Those that change something. */
    static Set<Correction> acts() {
        return EnumSet.complementOf(EnumSet.of(NOTHING));
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
