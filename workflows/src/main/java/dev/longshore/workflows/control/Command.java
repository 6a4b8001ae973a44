package dev.longshore.workflows.control;

/**
 * What the user wishes of a job, as the ledger says.
 *
 * @param now for a pause: what is in flight stops at its handle instead of finishing
 */
public record Command(Desired desired, long seq, boolean now) {

    public enum Desired {
        RUN,
        PAUSE,
        CANCEL
    }
}
