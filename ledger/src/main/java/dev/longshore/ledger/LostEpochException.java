package dev.longshore.ledger;

/** A newer run has the job, or it has ended. Stop, and clean up nothing: it is theirs now. */
public final class LostEpochException extends RuntimeException {

    public LostEpochException(String what, long epoch) {
        super(what + " was taken or ended after epoch " + epoch);
    }
}
