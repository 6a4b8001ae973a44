package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.Startup;
import java.util.Map;

/** What the apps are set to when they run beside the local servers. */
final class LocalSettings {

    private LocalSettings() {}

    static Startup startup(Endpoints servers) {
        return new Startup(System.getenv())
                .withDefaults(Map.ofEntries(
                        Map.entry("longshore.archive.source-bucket", "source-images"),
                        Map.entry("longshore.archive.destination-bucket", "zip-storage"),
                        Map.entry("longshore.archive.source-queue", LocalQueues.ORDERS),
                        Map.entry("longshore.archive.destination-queue", LocalQueues.NOTICES),
                        Map.entry("longshore.archive.heartbeat-timeout", "10s"),
                        Map.entry("longshore.sync.heartbeat-timeout", "10s"),
                        Map.entry("longshore.worker.pools", "archive,sync"),
                        Map.entry("longshore.worker.heartbeat-throttle", "2s"),
                        Map.entry("logging.level.org.gaul.s3proxy", "error"))) // its warnings are of its own files
                .with(EndpointsFile.settingsOf(servers));
    }
}
