package dev.longshore.connections;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/** The names of the original file synchronization that mean more than one setting, or in another form. */
final class MinioNames {

    private static final String STORE = "longshore.stores.minio.";
    private static final String HOST_AND_PORT =
            "host:port with a port of 1 to 65535, such as minio:9000, without scheme and path";
    private static final int LAST_PORT = 65_535;

    /** As Boot reads all other settings of this kind. */
    private static final Set<String> ON = Set.of("true", "1", "yes", "on");

    private static final Set<String> OFF = Set.of("", "false", "0", "no", "off");

    /** As Python calls them. */
    private static final Map<String, String> LEVELS = Map.of("WARNING", "WARN", "CRITICAL", "ERROR", "NOTSET", "DEBUG");

    private MinioNames() {}

    /** {@code MINIO_ENDPOINT} makes a store named {@code minio}, which flows then mean; without it they mean the default store. */
    static void addTo(Map<String, Object> settings, Map<String, String> environment) {
        addStore(settings, environment);
        String interval = valueOf("SYNC_INTERVAL", environment);
        if (!interval.isEmpty()) {
            settings.put("longshore.sync.interval", spanOf("SYNC_INTERVAL", interval, "s", "whole seconds above 0"));
        }
        String age = valueOf("MAX_FILE_AGE_DAYS", environment);
        if (!age.isEmpty()) {
            settings.put("longshore.sync.max-age", spanOf("MAX_FILE_AGE_DAYS", age, "d", "whole days above 0"));
        }
        String level = valueOf("LOG_LEVEL", environment).toUpperCase(Locale.ROOT);
        if (!level.isEmpty()) {
            settings.put("logging.level.dev.longshore", LEVELS.getOrDefault(level, level));
        }
    }

    private static void addStore(Map<String, Object> settings, Map<String, String> environment) {
        String endpoint = valueOf("MINIO_ENDPOINT", environment);
        String bucket = valueOf("MINIO_BUCKET_NAME", environment);
        String named = bucket.isEmpty() ? "storage" : bucket;
        String scheme = isSecure(environment) ? "https" : "http";
        if (endpoint.isEmpty()) {
            settings.remove(STORE + "access-key");
            settings.remove(STORE + "secret-key");
            if (!bucket.isEmpty()) {
                settings.put("longshore.sync.place", "s3://" + named);
            }
            return;
        }
        settings.put(STORE + "endpoint", scheme + "://" + hostAndPort(endpoint));
        settings.put(STORE + "path-style", "true");
        settings.put(STORE + "buckets", named);
        settings.putIfAbsent(STORE + "access-key", "minioadmin");
        settings.putIfAbsent(STORE + "secret-key", "minioadmin");
        settings.put("longshore.sync.place", "s3+minio://" + named);
    }

    /** Empty if it is not set. */
    private static String valueOf(String name, Map<String, String> environment) {
        return environment.getOrDefault(name, "").strip();
    }

    private static boolean isSecure(Map<String, String> environment) {
        String value = valueOf("MINIO_SECURE", environment);
        String word = value.toLowerCase(Locale.ROOT);
        if (!ON.contains(word) && !OFF.contains(word)) {
            throw new WrongSettingException("MINIO_SECURE", value, "true or false, 1 or 0, yes or no, on or off");
        }
        return ON.contains(word);
    }

    private static String hostAndPort(String endpoint) {
        if (!isHostAndPort(endpoint)) {
            throw new WrongSettingException("MINIO_ENDPOINT", endpoint, HOST_AND_PORT);
        }
        return endpoint;
    }

    /** Without a port it is the usual one of HTTP or HTTPS. */
    private static boolean isHostAndPort(String endpoint) {
        try {
            URI url = new URI("http://" + endpoint);
            boolean isNothingElse =
                    endpoint.equals(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
            return isNothingElse && url.getPort() != 0 && url.getPort() <= LAST_PORT;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** A number is in the unit of the original; a time that says its own is as in all other settings. */
    private static String spanOf(String name, String value, String unit, String allowed) {
        String span = value.matches("[0-9]+") ? value + unit : value;
        if (value.matches("[-+][0-9]+") || !isMoreThanNothing(span)) {
            throw new WrongSettingException(name, value, allowed);
        }
        return span;
    }

    private static boolean isMoreThanNothing(String span) {
        try {
            Duration duration = DurationStyle.detectAndParse(span);
            return !duration.isNegative() && !duration.isZero();
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
