package dev.longshore.ledger.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an archive, fixed before a byte moves, and how far its upload is.
 *
 * @param store the store's name; null for the default one
 * @param tailOffset behind the last file: where the manifest begins if there is one, else the directory
 * @param tailLength from there to the end of the archive
 * @param hash over names, sizes and pins, so that a changed list is noticed
 * @param uploadIntendedAt when an upload was about to begin; its id may have been lost
 * @param uploadNotedAt when the upload's id was written down
 * @param completedEtag of the object once it is complete
 * @param abilities what the store could do when the archive was planned, as JSON; null if nobody had asked it
 * @param manifestName of the entry that lists the others; null if none was wished
 */
public record ArchivePlan(
        String jobId,
        String bucket,
        String key,
        @Nullable String store,
        long partSize,
        long length,
        long entries,
        long tailOffset,
        long tailLength,
        int parts,
        int bodyParts,
        int seamParts,
        String hash,
        @Nullable String uploadId,
        @Nullable Instant uploadIntendedAt,
        @Nullable Instant uploadNotedAt,
        @Nullable String completedEtag,
        @Nullable String manifestName,
        @Nullable Long manifestSize,
        @Nullable String abilities) {}
