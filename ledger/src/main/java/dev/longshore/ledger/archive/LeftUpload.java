package dev.longshore.ledger.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload that nobody needs any more and that may still be there.
 *
 * @param store the store's name; null for the default one
 * @param uploadId null if it was lost, perhaps with the upload itself
 * @param intendedAt when an upload was about to begin
 * @param notedAt when its id was written down
 */
public record LeftUpload(
        long id,
        @Nullable String store,
        String bucket,
        String key,
        @Nullable String uploadId,
        @Nullable Instant intendedAt,
        @Nullable Instant notedAt) {}
