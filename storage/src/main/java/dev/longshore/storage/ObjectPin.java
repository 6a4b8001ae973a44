package dev.longshore.storage;

import org.jspecify.annotations.Nullable;

/**
 * One content of an object; whatever else is found under its address is refused.
 *
 * @param etag with its quotes, as the store sent it
 * @param version in a bucket that keeps versions; null: the current one
 */
public record ObjectPin(
        ObjectAddress address,
        String etag,
        long size,
        @Nullable String version) {

    public ObjectPin(ObjectAddress address, String etag, long size) {
        this(address, etag, size, null);
    }
}
