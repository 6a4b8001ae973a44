package dev.longshore.activities.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What else flows keep to, beside {@link MinioSyncProperties}.
 *
 * @param quarantine how long a source is kept aside after its content was verified at the target
 * @param bandwidth how many bytes all flows together may move in a second, see {@link Timetable}
 * @param flows the same as there, with what each has of its own
 */
@ConfigurationProperties("longshore.sync")
public record SyncRulesProperties(
        @DefaultValue("0s") Duration quarantine,
        @DefaultValue("off") String bandwidth,
        @Nullable List<FlowRulesProperties> flows) {

    public SyncRulesProperties {
        requireQuarantine(quarantine);
        Timetable.of(bandwidth);
    }

    static SyncRulesProperties usual() {
        return new SyncRulesProperties(Duration.ZERO, "off", null);
    }

    /** Those of the flow with this name. */
    FlowRules of(String flow) {
        FlowRulesProperties own = Objects.requireNonNullElse(flows, List.<FlowRulesProperties>of()).stream()
                .filter(each -> flow.equals(each.name()))
                .findFirst()
                .orElse(new FlowRulesProperties(flow, null, null, FlowRulesProperties.SUFFIX, null));
        boolean addsVersions = own.exists().equals(FlowRulesProperties.VERSION);
        return new FlowRules(
                Objects.requireNonNullElse(own.quarantine(), quarantine),
                own.marker(),
                addsVersions,
                own.filesFrom() == null ? null : Path.of(own.filesFrom()));
    }

    private static void requireQuarantine(Duration quarantine) {
        if (quarantine.isNegative()) {
            throw new IllegalArgumentException(
                    "longshore.sync.quarantine is '" + quarantine + "', allowed: 0s or more");
        }
    }

    /**
     * What one flow has of its own.
     *
     * @param quarantine null: as all have it
     * @param exists what becomes of a content under whose key another is at the target: the next free name, or a new version
     * @param marker what names of files end with that say that others are finished; null: there are none
     * @param filesFrom an absolute path, see {@link FilesFrom}; null: all files of the flow are moved
     */
    public record FlowRulesProperties(
            String name,
            @Nullable Duration quarantine,
            @Nullable String marker,
            @DefaultValue(FlowRulesProperties.SUFFIX) String exists,
            @Nullable String filesFrom) {

        private static final String SUFFIX = "suffix";
        private static final String VERSION = "version";
        private static final String MARKER = "[^/\\u0000]{1,100}";

        public FlowRulesProperties {
            if (quarantine != null) {
                requireQuarantine(quarantine);
            }
            if (!exists.equals(SUFFIX) && !exists.equals(VERSION)) {
                throw new IllegalArgumentException(
                        "longshore.sync.flows[].exists is '" + exists + "', allowed: suffix, version");
            }
            if (filesFrom != null && !filesFrom.startsWith("/")) {
                throw new IllegalArgumentException("longshore.sync.flows[].files-from is '" + filesFrom
                        + "', allowed: the absolute path of a file on the worker's host");
            }
            if (marker != null && !marker.matches(MARKER)) {
                throw new IllegalArgumentException("longshore.sync.flows[].marker is '" + marker
                        + "', allowed: what names end with, such as .done, without a slash");
            }
        }
    }
}
