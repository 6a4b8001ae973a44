package dev.longshore.starters.guard;

import dev.longshore.connections.WrongSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the API listens and what it bears.
 *
 * @param port 0 picks a free one
 * @param maxBody of a request that lists files
 * @param eventsEvery how often watched jobs are looked at
 * @param maxWatchers at a time
 */
@ConfigurationProperties("longshore.api")
public record ApiProperties(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("8080") int port,
        @DefaultValue("64MB") DataSize maxBody,
        @DefaultValue("500ms") Duration eventsEvery,
        @DefaultValue("1000") int maxWatchers) {

    public ApiProperties {
        if (!isLoopback(host)) {
            throw new WrongSettingException(
                    "longshore.api.host",
                    host,
                    "127.0.0.1, ::1 or localhost: there are no accounts yet, so the API listens on" + " loopback only");
        }
        if (port < 0 || port > 65_535) {
            throw new WrongSettingException("longshore.api.port", port, "0 to 65535");
        }
        if (maxBody.toBytes() < 1024 || maxBody.toGigabytes() > 1) {
            throw new WrongSettingException("longshore.api.max-body", maxBody, "1KB to 1GB");
        }
        if (eventsEvery.compareTo(Duration.ofMillis(10)) < 0) {
            throw new WrongSettingException("longshore.api.events-every", eventsEvery, "10ms or more");
        }
        if (maxWatchers < 1) {
            throw new WrongSettingException("longshore.api.max-watchers", maxWatchers, "1 or more");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
