package dev.longshore.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object carries besides its bytes.
 *
 * @param user metadata under the user's own names
 * @param storageClass null: the bucket's own
 * @param encryption null: the bucket's own; else as S3 spells it, {@code AES256} or {@code aws:kms}
 */
public record ObjectMetadata(
        @Nullable String contentType,
        Map<String, String> user,
        Map<String, String> tags,
        @Nullable String storageClass,
        @Nullable String encryption) {

    public ObjectMetadata {
        user = Map.copyOf(user);
        tags = Map.copyOf(tags);
    }

    public static ObjectMetadata of(String contentType) {
        return new ObjectMetadata(contentType, Map.of(), Map.of(), null, null);
    }
}
