package dev.longshore.activities.sync;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What else a flow has to keep to.
 *
 * @param quarantine how long a source is kept aside after its content was verified at the target; zero: not at all
 * @param marker what the name of the file ends with that says that another is finished; null: files are finished when they
 *     stand still
 * @param addsVersions whether another content under a key gets a new version, not another key
 * @param filesFrom a file with the paths that alone are moved; null: all are
 */
public record FlowRules(
        Duration quarantine,
        @Nullable String marker,
        boolean addsVersions,
        @Nullable Path filesFrom) {

    static FlowRules none() {
        return new FlowRules(Duration.ZERO, null, false, null);
    }

    boolean keepsAside() {
        return !quarantine.isZero();
    }
}
