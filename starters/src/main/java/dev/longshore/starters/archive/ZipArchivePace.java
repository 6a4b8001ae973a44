package dev.longshore.starters.archive;

import dev.longshore.connections.WrongSettingException;
import dev.longshore.workflows.control.Pace;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How new runs work.
 *
 * @param heartbeatTimeout after which silence the engine takes a step's worker for dead
 * @param pagesAtOnce how many pages of one job are worked on at a time
 */
@ConfigurationProperties("longshore.archive")
public record ZipArchivePace(
        @DefaultValue("30s") Duration heartbeatTimeout,
        @DefaultValue("4") int pagesAtOnce) {

    public ZipArchivePace {
        if (heartbeatTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WrongSettingException("longshore.archive.heartbeat-timeout", heartbeatTimeout, "1s or more");
        }
        if (pagesAtOnce < 1 || pagesAtOnce > 1000) {
            throw new WrongSettingException("longshore.archive.pages-at-once", pagesAtOnce, "1 to 1000");
        }
    }

    Pace pace() {
        return new Pace(heartbeatTimeout, pagesAtOnce);
    }
}
