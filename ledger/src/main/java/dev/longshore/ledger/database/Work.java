package dev.longshore.ledger.database;

import java.sql.SQLException;

/** What is done in one transaction. It may be done again if the database had to break it off. */
public interface Work<T> {

    T with(Transaction transaction) throws SQLException;
}
