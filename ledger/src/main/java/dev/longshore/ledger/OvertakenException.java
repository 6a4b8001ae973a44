package dev.longshore.ledger;

/**
 * Another taker of the same run has this file, part or place in a list now, or has finished it. Stop with it, and clean up
 * nothing; the run itself goes on, so the step may be tried again.
 */
public final class OvertakenException extends RuntimeException {

    public OvertakenException(String what, long epoch) {
        super(what + " was taken or ended after epoch " + epoch);
    }
}
