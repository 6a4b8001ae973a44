package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.zip.PlacedEntry;

/** Some bytes of an entry's source. */
record CopiedRange(long ordinal, ObjectPin pin, long offset, long length) {

    /** Those that the store copies for this part. */
    static CopiedRange of(TakenPart part, JobFile file) {
        PlacedEntry entry = SourceHandle.placedEntryOf(file);
        return new CopiedRange(
                file.ordinal(), SourceHandle.pinOf(file), part.offset() - entry.dataOffset(), part.copied());
    }

    PieceCrc piece(int crc32) {
        return new PieceCrc(ordinal, offset, length, crc32);
    }
}
