package dev.longshore.storage;

import org.jspecify.annotations.Nullable;

/**
 * A part that the store holds.
 *
 * @param etag with its quotes, as the store sent it
 * @param crc32 if known
 */
public record HeldPart(
        int number, long size, String etag, @Nullable Integer crc32) {

    public HeldPart(int number, long size, String etag) {
        this(number, size, etag, null);
    }
}
