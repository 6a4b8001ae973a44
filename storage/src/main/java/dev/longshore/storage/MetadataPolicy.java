package dev.longshore.storage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a source's metadata its copy gets.
 *
 * @param contentType whether the source's content type goes along
 * @param user whether the source's user metadata go along
 * @param modified whether the source's time of change goes along, as {@code mtime}: seconds since 1970 with a fraction,
 *     as rclone and others read it; a time that the source carries so already is kept
 * @param tags that each copy gets
 * @param storageClass of each copy, null: the bucket's own
 * @param encryption of each copy, null: the bucket's own
 */
public record MetadataPolicy(
        boolean contentType,
        boolean user,
        boolean modified,
        Map<String, String> tags,
        @Nullable String storageClass,
        @Nullable String encryption) {

    private static final String MODIFIED = "mtime";

    public MetadataPolicy {
        tags = Map.copyOf(tags);
    }

    public static MetadataPolicy preserve() {
        return new MetadataPolicy(true, true, true, Map.of(), null, null);
    }

    public ObjectMetadata of(ObjectFacts source) {
        Map<String, String> kept = new HashMap<>();
        if (modified) {
            kept.put(MODIFIED, seconds(source.modified()));
        }
        if (user) {
            kept.putAll(source.metadata());
        }
        return new ObjectMetadata(contentType ? source.contentType() : null, kept, tags, storageClass, encryption);
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .toPlainString();
    }
}
