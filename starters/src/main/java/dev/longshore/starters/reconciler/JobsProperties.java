package dev.longshore.starters.reconciler;

import dev.longshore.connections.WrongSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long jobs are kept that have ended. */
@ConfigurationProperties("longshore.jobs")
public record JobsProperties(@DefaultValue("90d") Duration keep) {

    public JobsProperties {
        if (keep.isNegative() || keep.isZero()) {
            throw new WrongSettingException("longshore.jobs.keep", keep, "more than 0s, for example 90d");
        }
    }
}
