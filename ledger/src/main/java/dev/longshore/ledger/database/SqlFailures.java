package dev.longshore.ledger.database;

import dev.longshore.ledger.LedgerException;
import dev.longshore.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What an error of the database means for who asked. */
final class SqlFailures {

    /** Serialization failure and deadlock: the same again may well succeed. */
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01");

    /** Connections, passwords, missing databases, resources, operators and time-outs, errors of the disk. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "3D", "53", "57", "58");

    /** A lock that was not granted in time, a transaction left idle, a server that only reads. */
    private static final Set<String> UNAVAILABLE = Set.of("55P03", "25P03", "25006");

    /** NUL characters, in text and as an escape in JSON. */
    private static final Set<String> NOT_STORABLE = Set.of("22021", "22P05");

    private SqlFailures() {}

    static boolean isRepeatable(SQLException error) {
        return REPEATABLE.contains(stateOf(error));
    }

    static RuntimeException explain(SQLException error) {
        String state = stateOf(error);
        if (NOT_STORABLE.contains(state)) {
            return new IllegalArgumentException("A NUL character cannot be stored: " + error.getMessage(), error);
        }
        return isUnavailable(error, state) ? new LedgerUnavailableException(error) : new LedgerException(error);
    }

    private static boolean isUnavailable(SQLException error, String state) {
        return error instanceof SQLTransientConnectionException
                || REPEATABLE.contains(state)
                || UNAVAILABLE.contains(state)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }

    private static String stateOf(SQLException error) {
        String state = error.getSQLState();
        return state == null ? "" : state;
    }
}
