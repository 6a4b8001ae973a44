package dev.longshore.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of an object.
 *
 * @param etag with its quotes, as sent
 * @param crc32 of the whole object, if the store keeps it
 */
public record ObjectFacts(
        ObjectAddress address,
        long size,
        String etag,
        Instant modified,
        @Nullable Integer crc32,
        Map<String, String> metadata,
        @Nullable String contentType) {

    public ObjectFacts {
        metadata = Map.copyOf(metadata);
    }

    public ObjectPin pin() {
        return new ObjectPin(address, etag, size);
    }
}
