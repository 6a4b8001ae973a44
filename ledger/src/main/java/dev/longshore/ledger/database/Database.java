package dev.longshore.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.longshore.ledger.LedgerSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A pool of connections, and transactions on them. Each call has a deadline: the wait for a connection as it is set,
 * then half a minute, or half an hour where a million rows may be touched.
 */
public final class Database implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration LONG_DEADLINE = Duration.ofMinutes(30);

    /** The server ends a statement first; the socket's deadline is for a server that does not answer at all. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final int TRIES = 5;

    static final int SECONDS_TO_ANSWER = 5;

    private final LedgerSettings settings;
    private final HikariDataSource pool;

    public Database(LedgerSettings settings) {
        this.settings = settings;
        this.pool = new HikariDataSource(poolOf(settings));
    }

    public DataSource dataSource() {
        return pool;
    }

    /** A few rows, read or written in one transaction. */
    public <T> T call(Work<T> work) {
        return repeatedly(work, false);
    }

    /** As {@link #call}, with the long deadline: for statements that may touch all files of a job. */
    public <T> T callForLong(Work<T> work) {
        return repeatedly(work, true);
    }

    /** As {@link #callForLong}, but never done twice: for work that takes its rows from somebody who pushes them. */
    public <T> T load(Work<T> work) {
        try {
            return once(work, true);
        } catch (SQLException e) {
            throw SqlFailures.explain(e);
        }
    }

    /** Brings the tables up to date. Several processes may do so at once. */
    public void migrate() {
        try {
            Flyway.configure(getClass().getClassLoader())
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .defaultSchema("longshore")
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause ? SqlFailures.explain(cause) : e;
        }
    }

    /** For what a session holds: a connection that is nobody else's. The caller closes it. */
    public SoleConnection soleConnection() {
        return new SoleConnection(this);
    }

    Connection connectAlone() throws SQLException {
        Properties properties = propertiesOf(settings);
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T repeatedly(Work<T> work, boolean isLong) {
        for (int tried = 1; true; tried++) {
            try {
                return once(work, isLong);
            } catch (SQLException e) {
                refuseUnlessWorthATry(e, tried);
            }
        }
    }

    private static void refuseUnlessWorthATry(SQLException error, int tried) {
        if (!SqlFailures.isRepeatable(error) || tried == TRIES) {
            throw SqlFailures.explain(error);
        }
    }

    /** What is not committed, the pool rolls back when it takes the connection again. */
    private <T> T once(Work<T> work, boolean isLong) throws SQLException {
        try (Connection connection = livingConnection()) {
            connection.setAutoCommit(false);
            Transaction transaction = new Transaction(connection);
            if (isLong) {
                connection.setNetworkTimeout(Runnable::run, millis(LONG_DEADLINE.plus(GRACE)));
                transaction.update("SET LOCAL statement_timeout = " + millis(LONG_DEADLINE));
            }
            T result = work.with(transaction);
            connection.commit();
            return result;
        }
    }

    /**
     * One that still answers. The pool asks only those that it has not lent for half a second, and a server that
     * restarts ends all at once: without asking, as many callers as it holds would fail after the server is back.
     */
    private Connection livingConnection() throws SQLException {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        Connection connection = pool.getConnection();
        while (!connection.isValid(SECONDS_TO_ANSWER)) {
            pool.evictConnection(connection);
            if (System.nanoTime() > deadline) {
                throw new SQLTransientConnectionException("no connection of the pool answers");
            }
            connection = pool.getConnection();
        }
        return connection;
    }

    private static HikariConfig poolOf(LedgerSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.timeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("SET statement_timeout = " + millis(DEADLINE));
        config.setDataSourceProperties(propertiesOf(settings));
        return config;
    }

    private static Properties propertiesOf(LedgerSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", settings.name());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty(
                "socketTimeout", String.valueOf(DEADLINE.plus(GRACE).toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
