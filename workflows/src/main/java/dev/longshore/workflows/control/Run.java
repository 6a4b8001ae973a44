package dev.longshore.workflows.control;

/**
 * Which run of which job. Two runs of a job have different epochs, and only the newest counts.
 *
 * @param epoch what the ledger gave to whoever started this run
 */
public record Run(String jobId, long epoch) {

    /** Under this key the memo of a run holds its epoch, so that who only describes a run knows whose it is. */
    public static final String EPOCH_MEMO = "epoch";
}
