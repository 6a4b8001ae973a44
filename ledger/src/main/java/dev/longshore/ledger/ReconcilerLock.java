package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.SoleConnection;

/**
 * Held by at most one of all processes that share a ledger: the one that reconciles. It is an advisory lock of a
 * connection of its own, so whoever loses that connection or its life has lost the lock.
 */
public final class ReconcilerLock implements AutoCloseable {

    private static final String TRY = "SELECT pg_try_advisory_lock(hashtext('longshore reconciler'))";

    private final SoleConnection connection;
    private boolean granted;

    ReconcilerLock(Database database) {
        this.connection = database.soleConnection();
    }

    /** Asks for the lock unless it is held already; says whether it is held now. */
    public synchronized boolean tryHold() {
        if (!isHeld()) {
            granted = connection.isTrue(TRY);
        }
        return granted;
    }

    /** Asks the database, for the connection may have broken meanwhile. */
    public synchronized boolean isHeld() {
        granted = granted && connection.isAlive();
        return granted;
    }

    /** Lets go of the lock. It can be asked for again. */
    @Override
    public synchronized void close() {
        granted = false;
        connection.close();
    }
}
