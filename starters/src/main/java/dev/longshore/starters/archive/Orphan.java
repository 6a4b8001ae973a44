package dev.longshore.starters.archive;

import dev.longshore.storage.ObjectAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that jobs left in a store and that nobody needs any more.
 *
 * @param handle the upload's id, or the object's ETag
 * @param job that left it; null if nothing says which
 */
record Orphan(
        Kind kind,
        ObjectAddress address,
        String handle,
        Instant since,
        long bytes,
        @Nullable String job) {

    enum Kind {
        /** A multipart upload that was begun and neither completed nor aborted. */
        UPLOAD,
        /** A temporary object. */
        OBJECT
    }
}
