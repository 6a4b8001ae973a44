package dev.longshore.connections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that users of AWS, Temporal and the original services know, and the settings of ours that they mean. */
public final class KnownNames {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("TEMPORAL_ADDRESS", "longshore.engine.address"),
            Map.entry("TEMPORAL_NAMESPACE", "longshore.engine.namespace"),
            Map.entry("TEMPORAL_API_KEY", "longshore.engine.api-key"),
            Map.entry("TEMPORAL_TLS", "longshore.engine.tls.enabled"),
            Map.entry("TEMPORAL_TLS_CLIENT_CERT_PATH", "longshore.engine.tls.client-cert-path"),
            Map.entry("TEMPORAL_TLS_CLIENT_KEY_PATH", "longshore.engine.tls.client-key-path"),
            Map.entry("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "longshore.engine.tls.server-ca-cert-path"),
            Map.entry("TEMPORAL_TLS_SERVER_NAME", "longshore.engine.tls.server-name"),
            Map.entry("S3_SOURCE_BUCKET", "longshore.archive.source-bucket"),
            Map.entry("S3_DESTINATION_BUCKET", "longshore.archive.destination-bucket"),
            Map.entry("SQS_SOURCE_QUEUE", "longshore.archive.source-queue"),
            Map.entry("SQS_DESTINATION_QUEUE", "longshore.archive.destination-queue"),
            Map.entry("ARCHIVE_BASE_URL", "longshore.archive.base-url"),
            Map.entry("FOLDER_PATH_SYNC", "longshore.sync.folder"),
            Map.entry("MINIO_ACCESS_KEY", "longshore.stores.minio.access-key"),
            Map.entry("MINIO_SECRET_KEY", "longshore.stores.minio.secret-key"));

    private static final String FILE = "_FILE";

    /** A store's name has no dots, so what stands between is its name with dashes. */
    private static final Pattern STORE_KEY = Pattern.compile("LONGSHORE_STORES_(.+)_(ACCESS|SECRET)_KEY");

    private KnownNames() {}

    /**
     * Settings that the environment means; those of our own names are stronger, so these are meant as defaults. A secret
     * may stand in a file that its name with {@code _FILE} behind it names.
     */
    public static Map<String, Object> settingsIn(Map<String, String> environment) {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            if (MEANINGS.containsKey(name) && !value.isBlank()) {
                settings.put(MEANINGS.get(name), value);
            }
        });
        addEndpoint(settings, "longshore.s3.endpoint", environment, "AWS_ENDPOINT_URL_S3");
        addEndpoint(settings, "longshore.sqs.endpoint", environment, "AWS_ENDPOINT_URL_SQS");
        MinioNames.addTo(settings, environment);
        environment.forEach((name, value) -> addSecretIn(settings, name, value));
        if (isOn(environment.get("DEBUG"))) {
            settings.put("logging.level.dev.longshore", "debug");
        }
        String devMode = environment.getOrDefault("DEV_MODE", "");
        if (!devMode.isBlank() && !isOn(devMode)) { // lines for people are what is written anyway
            settings.put("logging.structured.format.console", "logstash");
        }
        return settings;
    }

    /** Where a service has no name of its own for it, {@code AWS_ENDPOINT_URL} means that of all services. */
    private static void addEndpoint(
            Map<String, Object> settings, String key, Map<String, String> environment, String own) {
        Stream.of(own, "AWS_ENDPOINT_URL")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(url -> !url.isBlank())
                .findFirst()
                .ifPresent(url -> settings.put(key, url));
    }

    private static void addSecretIn(Map<String, Object> settings, String name, String file) {
        if (!name.endsWith(FILE) || file.isBlank()) {
            return;
        }
        String setting = name.substring(0, name.length() - FILE.length());
        if (MEANINGS.containsKey(setting)) {
            settings.put(MEANINGS.get(setting), contentOf(name, file));
        } else if (setting.startsWith("LONGSHORE_") && isSecret(setting)) {
            settings.put(propertyOf(setting), contentOf(name, file));
        }
    }

    private static boolean isSecret(String name) {
        return name.endsWith("PASSWORD") || name.endsWith("KEY") || name.endsWith("TOKEN");
    }

    /** {@code LONGSHORE_S3_SECRET_KEY} means {@code longshore.s3.secret-key}; Boot binds either spelling. */
    private static String propertyOf(String name) {
        Matcher store = STORE_KEY.matcher(name);
        if (store.matches()) {
            String named = store.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
            return "longshore.stores." + named + "." + store.group(2).toLowerCase(Locale.ROOT) + "-key";
        }
        return name.toLowerCase(Locale.ROOT)
                .replace('_', '.')
                .replace("api.key", "api-key")
                .replace("access.key", "access-key")
                .replace("secret.key", "secret-key");
    }

    private static String contentOf(String name, String file) {
        try {
            String content = Files.readString(Path.of(file)).strip();
            if (content.isEmpty()) {
                throw new WrongSettingException(name + " names a file that is empty: " + file);
            }
            return content;
        } catch (IOException e) {
            throw new WrongSettingException(name + " names a file that cannot be read: " + file);
        }
    }

    static boolean isOn(@Nullable String value) {
        return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
    }
}
