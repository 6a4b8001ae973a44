package dev.longshore.ledger;

import java.sql.SQLException;

/** The database is down, busy, or does not let us in. What was asked may be asked again later. */
public final class LedgerUnavailableException extends RuntimeException {

    public LedgerUnavailableException(SQLException cause) {
        super("Ledger: " + cause.getMessage(), cause);
    }
}
