package dev.longshore.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An object as a listing shows it; its ETag has quotes. */
public record ListedObject(
        String key,
        long size,
        String etag,
        Instant modified,
        @Nullable String storageClass) {

    /** Whether only {@link S3Store#facts} can say if it can be read, for no list does. */
    public boolean mayBeArchived() {
        return ArchivedClasses.mayHold(storageClass);
    }
}
