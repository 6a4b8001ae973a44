package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.zip.PlacedEntry;

/**
 * Some bytes of an entry.
 *
 * @param pin the object that holds them
 * @param begin where in it the entry's bytes begin
 * @param offset in the entry
 */
record CopiedRange(long ordinal, ObjectPin pin, long begin, long offset, long length) {

    /** Of an object that holds nothing else. */
    CopiedRange(long ordinal, ObjectPin pin, long offset, long length) {
        this(ordinal, pin, 0, offset, length);
    }

    /** Those that the store copies for this part. */
    static CopiedRange of(TakenPart part, JobFile file) {
        SourceHandle handle = SourceHandle.of(file);
        PlacedEntry entry = SourceHandle.placedEntryOf(file, handle);
        return new CopiedRange(
                file.ordinal(),
                SourceHandle.pinOf(file, handle),
                handle.begin(),
                part.offset() - entry.dataOffset(),
                part.copied());
    }

    long offsetInObject() {
        return begin + offset;
    }

    PieceCrc piece(int crc32) {
        return new PieceCrc(ordinal, offset, length, crc32);
    }
}
