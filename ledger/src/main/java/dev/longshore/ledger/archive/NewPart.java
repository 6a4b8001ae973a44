package dev.longshore.ledger.archive;

/**
 * A part of a new plan.
 *
 * @param firstOrdinal the first file of which a byte, of its header or its content, lies in the part, {@code
 *     lastOrdinal} the last one; both -1 if there is none
 * @param offset in the archive
 * @param copied how many of its bytes, from its begin on, are copied inside the store; the others are sent
 */
public record NewPart(
        int number, PartKind kind, long firstOrdinal, long lastOrdinal, long offset, long size, long copied) {

    /** All of it is sent. */
    public NewPart(int number, PartKind kind, long firstOrdinal, long lastOrdinal, long offset, long size) {
        this(number, kind, firstOrdinal, lastOrdinal, offset, size, 0);
    }
}
