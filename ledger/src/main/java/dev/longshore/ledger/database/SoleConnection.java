package dev.longshore.ledger.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One connection outside the pool, for what a session holds. Opened when it is needed, and anew when it broke. */
public final class SoleConnection implements AutoCloseable {

    private final Database database;
    private @Nullable Connection connection;

    SoleConnection(Database database) {
        this.database = database;
    }

    /** The answer to a question of one boolean. */
    public boolean isTrue(String sql) {
        try (Statement statement = opened().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw SqlFailures.explain(e);
        }
    }

    /** Whether the session that earlier questions went to still lives. */
    public boolean isAlive() {
        try {
            return connection != null && connection.isValid(Database.SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            throw SqlFailures.explain(e);
        }
    }

    @Override
    public void close() {
        try {
            closeIfOpen();
        } catch (SQLException e) {
            throw SqlFailures.explain(e);
        }
    }

    private Connection opened() throws SQLException {
        Connection open = connection;
        if (open == null || !isAlive()) {
            closeIfOpen();
            open = database.connectAlone();
            connection = open;
        }
        return open;
    }

    private void closeIfOpen() throws SQLException {
        Connection old = connection;
        connection = null;
        if (old != null) {
            old.close();
        }
    }
}
