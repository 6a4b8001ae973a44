package dev.longshore.ledger.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the row at which the cursor stands. */
public interface RowReader<T> {

    T read(ResultSet row) throws SQLException;
}
