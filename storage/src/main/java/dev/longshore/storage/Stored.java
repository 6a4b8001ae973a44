package dev.longshore.storage;

import org.jspecify.annotations.Nullable;

/**
 * An object that holds exactly the bytes that were sent.
 *
 * @param etag with its quotes, as the store sent it
 * @param version in a bucket that keeps versions
 * @param proof by which of its sums that is known, such as {@code md5:9e107d9d372bb6826bd81d3542a419d6}
 */
public record Stored(String etag, @Nullable String version, String proof) {}
