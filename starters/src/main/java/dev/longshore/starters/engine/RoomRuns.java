package dev.longshore.starters.engine;

import dev.longshore.ledger.Job;
import dev.longshore.workflows.control.Run;
import org.jspecify.annotations.Nullable;

/** Knows what a run of one room looks like. */
public interface RoomRuns {

    String room();

    /**
     * The run for a job.
     *
     * @param endedBecause null for a run that works; else it only cleans up and closes the job with this reason
     */
    NewRun runOf(Job job, Run run, @Nullable String endedBecause);
}
