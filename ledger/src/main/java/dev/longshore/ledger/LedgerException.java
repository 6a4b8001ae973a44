package dev.longshore.ledger;

import java.sql.SQLException;

/** The database refused what it was asked: a defect of ours. Nothing was changed. */
public final class LedgerException extends RuntimeException {

    public LedgerException(SQLException cause) {
        super("Ledger: " + cause.getMessage(), cause);
    }
}
