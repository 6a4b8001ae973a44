package dev.longshore.storage.zip;

/**
 * An entry and its place in the archive.
 *
 * @param ordinal the caller's number of it; rising, gaps are allowed
 * @param headerOffset where its local header begins; its data follow at once
 */
public record PlacedEntry(long ordinal, ZipEntry entry, long headerOffset) {

    public int headerLength() {
        return ZipRecords.localHeaderLength(entry);
    }

    public long dataOffset() {
        return headerOffset + headerLength();
    }

    /** Behind the last byte of its data. */
    public long end() {
        return dataOffset() + entry.dataLength();
    }

    public int centralLength() {
        return ZipRecords.centralHeaderLength(entry, headerOffset);
    }
}
