package dev.longshore.connections;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is.
 *
 * @param url of a PostgreSQL database, for example {@code jdbc:postgresql://db:5432/longshore}
 * @param maxConnections of this process
 */
@ConfigurationProperties("longshore.ledger")
public record LedgerProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password,
        @DefaultValue("12") int maxConnections) {

    public LedgerProperties {
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            throw new WrongSettingException("longshore.ledger.url must begin with jdbc:postgresql:");
        }
        if (maxConnections < 3) {
            throw new WrongSettingException("longshore.ledger.max-connections", maxConnections, "3 or more");
        }
    }
}
