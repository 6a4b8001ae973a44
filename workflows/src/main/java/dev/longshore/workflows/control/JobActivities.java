package dev.longshore.workflows.control;

import io.temporal.activity.ActivityInterface;

/** A run's words with the ledger. Each fails without another try once the run's epoch is not the job's any more. */
@ActivityInterface(namePrefix = "Job")
public interface JobActivities {

    /** Marks the job as running, or as paused if that is wished. May be repeated. */
    Command begin(Run run);

    /** Reads the newest command and notes that the run knows it. */
    Command acknowledge(Run run);

    /** Shows the job as paused or running, whichever the newest command says; called when nothing is in flight. */
    Command settle(Run run);

    /** Shows what the job waits for. */
    void waitFor(Run run, String what);

    /** The last step of a run. Repeating it is harmless. */
    void close(Run run, Ending ending);
}
