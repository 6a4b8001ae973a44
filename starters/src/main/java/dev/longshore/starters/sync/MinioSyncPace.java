package dev.longshore.starters.sync;

import dev.longshore.connections.WrongSettingException;
import dev.longshore.workflows.control.Pace;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that travel with each run.
 *
 * @param heartbeatTimeout after which silence a step's worker is taken for dead
 * @param pagesAtOnce how many pages of one pass are moved at a time
 * @param pageFiles how many files one step moves
 */
@ConfigurationProperties("longshore.sync")
record MinioSyncPace(
        @DefaultValue("30s") Duration heartbeatTimeout,
        @DefaultValue("4") int pagesAtOnce,
        @DefaultValue("500") int pageFiles) {

    MinioSyncPace {
        if (heartbeatTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WrongSettingException("longshore.sync.heartbeat-timeout", heartbeatTimeout, "1s or more");
        }
        if (pagesAtOnce < 1 || pagesAtOnce > 100) {
            throw new WrongSettingException("longshore.sync.pages-at-once", pagesAtOnce, "1 to 100");
        }
        if (pageFiles < 1 || pageFiles > 1000) {
            throw new WrongSettingException("longshore.sync.page-files", pageFiles, "1 to 1000");
        }
    }

    Pace pace() {
        return new Pace(heartbeatTimeout, pagesAtOnce);
    }
}
