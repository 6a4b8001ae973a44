package dev.longshore.connections;

import java.util.Locale;
import java.util.Map;

/** The names of the original file synchronization that mean more than one setting, or in another form. */
final class MinioNames {

    private static final String STORE = "longshore.stores.minio.";

    /** As Python calls them. */
    private static final Map<String, String> LEVELS = Map.of("WARNING", "WARN", "CRITICAL", "ERROR", "NOTSET", "DEBUG");

    private MinioNames() {}

    /** {@code MINIO_ENDPOINT} makes a store named {@code minio}, which flows then mean; without it they mean the default store. */
    static void addTo(Map<String, Object> settings, Map<String, String> environment) {
        String endpoint = environment.getOrDefault("MINIO_ENDPOINT", "");
        String bucket = environment.getOrDefault("MINIO_BUCKET_NAME", "");
        String named = bucket.isBlank() ? "storage" : bucket;
        if (endpoint.isBlank()) {
            settings.remove(STORE + "access-key");
            settings.remove(STORE + "secret-key");
            if (!bucket.isBlank()) {
                settings.put("longshore.sync.place", "s3://" + named);
            }
        } else {
            settings.put(STORE + "endpoint", schemeIn(environment) + "://" + hostAndPort(endpoint));
            settings.put(STORE + "path-style", "true");
            settings.put(STORE + "buckets", named);
            settings.putIfAbsent(STORE + "access-key", "minioadmin");
            settings.putIfAbsent(STORE + "secret-key", "minioadmin");
            settings.put("longshore.sync.place", "s3+minio://" + named);
        }
        String interval = environment.getOrDefault("SYNC_INTERVAL", "");
        if (!interval.isBlank()) {
            settings.put("longshore.sync.interval", interval.matches("[0-9]+") ? interval + "s" : interval);
        }
        String age = environment.getOrDefault("MAX_FILE_AGE_DAYS", "");
        if (!age.isBlank()) {
            settings.put("longshore.sync.max-age", age.matches("[0-9]+") ? age + "d" : age);
        }
        String level = environment.getOrDefault("LOG_LEVEL", "").toUpperCase(Locale.ROOT);
        if (!level.isBlank()) {
            settings.put("logging.level.dev.longshore", LEVELS.getOrDefault(level, level));
        }
    }

    private static String schemeIn(Map<String, String> environment) {
        return KnownNames.isOn(environment.get("MINIO_SECURE")) ? "https" : "http";
    }

    private static String hostAndPort(String endpoint) {
        if (endpoint.contains("/")) {
            throw new WrongSettingException("MINIO_ENDPOINT", endpoint, "host:port, without scheme and path");
        }
        return endpoint;
    }
}
