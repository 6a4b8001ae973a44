package dev.longshore.storage.zip;

/**
 * A part of an archive.
 *
 * @param firstOrdinal of the entries whose header or data lie in it; -1 if none does
 * @param lastOrdinal -1 if there is none
 * @param copied how many of its bytes, from its begin on, are copied inside the store; the others are sent
 */
public record PlannedPart(
        int number, PartKind kind, long firstOrdinal, long lastOrdinal, long offset, long size, long copied) {}
