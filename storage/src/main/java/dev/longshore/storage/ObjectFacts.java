package dev.longshore.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of an object.
 *
 * @param etag with its quotes, as sent
 * @param crc32 of the whole object, if the store keeps it
 * @param archived where it lies, if it must be restored before it can be read; null: it can be read
 */
public record ObjectFacts(
        ObjectAddress address,
        long size,
        String etag,
        Instant modified,
        @Nullable Integer crc32,
        Map<String, String> metadata,
        @Nullable String contentType,
        @Nullable String archived) {

    public ObjectFacts {
        metadata = Map.copyOf(metadata);
    }

    /** Of an object that can be read. */
    public ObjectFacts(
            ObjectAddress address,
            long size,
            String etag,
            Instant modified,
            @Nullable Integer crc32,
            Map<String, String> metadata,
            @Nullable String contentType) {
        this(address, size, etag, modified, crc32, metadata, contentType, null);
    }

    /**
     * Asks nobody.
     *
     * @throws SourceArchivedException if it must be restored before it can be read
     */
    public void requireReadable() {
        if (archived != null) {
            throw Refusals.archived(address, archived);
        }
    }

    public ObjectPin pin() {
        return new ObjectPin(address, etag, size);
    }
}
