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
                .withDefaults(Map.of(
                        "longshore.archive.source-bucket", "source-images",
                        "longshore.archive.destination-bucket", "zip-storage",
                        "longshore.archive.source-queue", LocalQueues.ORDERS,
                        "longshore.archive.destination-queue", LocalQueues.NOTICES,
                        "longshore.archive.heartbeat-timeout", "10s",
                        "longshore.worker.heartbeat-throttle", "2s",
                        "logging.level.org.gaul.s3proxy", "error")) // its warnings are of its own files
                .with(EndpointsFile.settingsOf(servers));
    }
}
