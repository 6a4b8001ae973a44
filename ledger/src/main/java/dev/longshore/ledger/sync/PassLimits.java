package dev.longshore.ledger.sync;

/**
 * How much one pass takes.
 *
 * @param files at most
 * @param bytes of all files together; one that is larger goes alone
 * @param passes that have not ended, at most
 */
public record PassLimits(int files, long bytes, int passes) {}
