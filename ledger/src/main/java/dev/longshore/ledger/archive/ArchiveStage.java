package dev.longshore.ledger.archive;

import org.jspecify.annotations.Nullable;

/**
 * Parts of an archive that are put together in a temporary object, and how far that is.
 *
 * @param number from 1 on
 * @param lastPart included
 * @param size of all of them together
 * @param uploadId of the temporary object; null before it is begun
 * @param etag of the temporary object; null before it is complete
 * @param copied bytes that the store was told to copy from it into the archive, as often as it was
 */
public record ArchiveStage(
        String jobId,
        int number,
        int firstPart,
        int lastPart,
        long size,
        @Nullable String uploadId,
        @Nullable String etag,
        long copied) {

    /** The number that a part of the archive has in the upload of its stage. */
    public int numberOf(int part) {
        return part - firstPart + 1;
    }
}
