package dev.longshore.starters.reconciler;

import dev.longshore.connections.WrongSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the reconciler acts.
 *
 * @param every how often ledger and engine are compared
 * @param untouchedFor how long nobody must have touched a job, so that a start under way is not taken for a lost one
 */
@ConfigurationProperties("longshore.reconciler")
public record ReconcilerProperties(
        @DefaultValue("3s") Duration every,
        @DefaultValue("10s") Duration untouchedFor) {

    public ReconcilerProperties {
        if (every.compareTo(Duration.ofMillis(100)) < 0) {
            throw new WrongSettingException("longshore.reconciler.every", every, "100ms or more");
        }
        if (untouchedFor.isNegative()) {
            throw new WrongSettingException("longshore.reconciler.untouched-for", untouchedFor, "0s or more");
        }
    }
}
