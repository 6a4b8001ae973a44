package dev.longshore.workflows.engine;

/** Somebody tried to hand the engine a list or bytes, which belong in the ledger or a store. */
public final class PayloadTooLargeException extends RuntimeException {

    PayloadTooLargeException(int size) {
        super("A payload of " + size + " bytes is over the limit of " + PayloadGuard.LIMIT
                + " bytes: payloads carry ids and cursors, lists belong in the ledger");
    }
}
