package dev.longshore.ledger;

import java.time.Duration;

/**
 * Where the ledger is.
 *
 * @param name what the database shows as the name of this process
 * @param timeout the longest wait for a connection, at least 250 ms
 */
public record LedgerSettings(
        String url, String user, String password, int maxConnections, String name, Duration timeout) {

    public LedgerSettings {
        require(url.startsWith("jdbc:postgresql:"), "The ledger's URL must begin with jdbc:postgresql:");
        require(maxConnections > 0, "The ledger needs at least one connection");
        require(timeout.toMillis() >= 250, "The wait for a connection must be at least 250 ms");
    }

    @Override
    public String toString() {
        return "LedgerSettings[user=" + user + ", password=***, maxConnections=" + maxConnections + ", name=" + name
                + ", timeout=" + timeout + "]";
    }

    private static void require(boolean fulfilled, String message) {
        if (!fulfilled) {
            throw new IllegalArgumentException(message);
        }
    }
}
