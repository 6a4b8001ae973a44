package dev.longshore.ledger.archive;

/**
 * The CRC-32 of a piece of an entry.
 *
 * @param offset in the entry's content
 */
public record PieceCrc(long ordinal, long offset, long length, int crc32) {}
