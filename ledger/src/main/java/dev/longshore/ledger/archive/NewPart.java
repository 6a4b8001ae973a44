package dev.longshore.ledger.archive;

/**
 * A part of a new plan.
 *
 * @param firstOrdinal the first file of which a byte, of its header or its content, lies in the part, {@code
 *     lastOrdinal} the last one; both -1 if there is none
 * @param offset in the archive
 */
public record NewPart(int number, PartKind kind, long firstOrdinal, long lastOrdinal, long offset, long size) {}
