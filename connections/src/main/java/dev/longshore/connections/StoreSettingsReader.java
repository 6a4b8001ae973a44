package dev.longshore.connections;

import dev.longshore.storage.AdaptiveGate;
import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.Credentials;
import dev.longshore.storage.Right;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.StoreTerms;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the settings say of the stores; nothing can be reached that they do not list. */
final class StoreSettingsReader {

    private static final int LAST_PORT = 65_535;

    private StoreSettingsReader() {}

    static List<StoreSettings> settingsOf(StoresProperties properties, ArchiveBuckets archive) {
        List<StoreSettings> all = new ArrayList<>();
        all.add(defaultStore(properties.s3(), archive));
        properties.stores().forEach((name, store) -> all.add(settingsOf("longshore.stores." + name, name, store)));
        return all;
    }

    /** The buckets that the original's settings name may be reached without being listed once more. */
    private static StoreSettings defaultStore(StoreProperties store, ArchiveBuckets archive) {
        StoreSettings listed = settingsOf("longshore.s3", "", store);
        Map<String, Set<Right>> buckets = new LinkedHashMap<>(listed.buckets());
        allow(buckets, archive.sourceBucket(), EnumSet.of(Right.READ));
        allow(buckets, archive.destinationBucket(), EnumSet.allOf(Right.class));
        return new StoreSettings(
                "",
                listed.endpoint(),
                listed.region(),
                listed.pathStyle(),
                listed.checksums(),
                listed.credentials(),
                buckets,
                listed.allBuckets(),
                listed.terms(),
                listed.mostRequests());
    }

    private static void allow(Map<String, Set<Right>> buckets, @Nullable String bucket, Set<Right> rights) {
        if (bucket == null) {
            return;
        }
        Set<Right> all = EnumSet.copyOf(rights);
        all.addAll(buckets.getOrDefault(bucket, Set.of()));
        buckets.put(bucket, all);
    }

    private static StoreSettings settingsOf(String key, String name, StoreProperties store) {
        return new StoreSettings(
                name,
                endpointOf(key, store.endpoint()),
                store.region(),
                store.pathStyle(),
                checksumsOf(key, store.checksums()),
                credentialsOf(key, store),
                bucketsOf(key, store),
                store.allBuckets(),
                new StoreTerms(store.requesterPays(), ownerOf(key, store.bucketOwner())),
                mostRequestsOf(key, store.mostRequests()));
    }

    private static int mostRequestsOf(String key, int value) {
        if (value < 1 || value > AdaptiveGate.MOST) {
            throw new WrongSettingException(key + ".most-requests", value, "1 to " + AdaptiveGate.MOST);
        }
        return value;
    }

    private static @Nullable String ownerOf(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!value.matches("[0-9]{12}")) {
            throw new WrongSettingException(key + ".bucket-owner", value, "the 12 digits of an account");
        }
        return value;
    }

    private static @Nullable URI endpointOf(String key, @Nullable URI value) {
        if (value == null) {
            return null;
        }
        boolean isUrl =
                ("http".equals(value.getScheme()) || "https".equals(value.getScheme())) && value.getHost() != null;
        if (!isUrl || value.getPort() == 0 || value.getPort() > LAST_PORT) {
            throw new WrongSettingException(key + ".endpoint", value, "a URL such as http://127.0.0.1:9000");
        }
        return value;
    }

    private static ChecksumMode checksumsOf(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "when-supported" -> ChecksumMode.WHEN_SUPPORTED;
            case "when-required" -> ChecksumMode.WHEN_REQUIRED;
            default -> throw new WrongSettingException(key + ".checksums", value, "when-supported, when-required");
        };
    }

    private static @Nullable Credentials credentialsOf(String key, StoreProperties store) {
        Secret accessKey = store.accessKey();
        Secret secretKey = store.secretKey();
        if (accessKey == null && secretKey == null) {
            return null;
        }
        if (accessKey == null || secretKey == null) {
            throw new WrongSettingException(
                    key + ".access-key and " + key + ".secret-key are set together or not at all");
        }
        return new Credentials(accessKey.value(), secretKey.value());
    }

    private static Map<String, Set<Right>> bucketsOf(String key, StoreProperties store) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        store.rights().forEach(right -> rights.add(rightOf(key, right)));
        Map<String, Set<Right>> buckets = new LinkedHashMap<>();
        store.buckets().forEach(bucket -> buckets.put(bucket, rights));
        return buckets;
    }

    private static Right rightOf(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "read" -> Right.READ;
            case "write" -> Right.WRITE;
            case "delete" -> Right.DELETE;
            default -> throw new WrongSettingException(key + ".rights", value, "read, write, delete");
        };
    }
}
