package dev.longshore.starters.engine;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.workflows.control.Ending;

/**
 * Where jobs run. Every call has a deadline of a few seconds; if it fails nothing is lost, for the reconciler makes it good.
 *
 * <p>All methods throw {@link EngineUnavailableException} when the engine does not answer.
 */
public interface JobEngine {

    EngineIdentity identity();

    /** What the engine says of the newest run of a job. */
    RunSight look(String jobId);

    /** What a completed run answered. */
    Ending ending(String jobId);

    /** A run that is there already stays; the new one is not started then. */
    void start(NewRun run);

    /**
     * Tells a run to look at the ledger.
     *
     * @return whether there is a run to be told
     */
    boolean ring(String jobId, long seq);

    /**
     * Cancels a run.
     *
     * @return whether there is a run to be cancelled
     */
    boolean cancel(String jobId);
}
