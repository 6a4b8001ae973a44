package dev.longshore.starters.archive;

import dev.longshore.connections.WrongSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the intake takes.
 *
 * @param intakeLimit so many unfinished archives, and messages stay in their queue
 */
@ConfigurationProperties("longshore.archive")
public record ArchiveIntakeProperties(@DefaultValue("100") int intakeLimit) {

    private static final int MOST = 1_000_000;

    public ArchiveIntakeProperties {
        if (intakeLimit < 1 || intakeLimit > MOST) {
            throw new WrongSettingException("longshore.archive.intake-limit", intakeLimit, "1 to 1000000");
        }
    }
}
