package dev.longshore.ledger;

/** How many bytes the files of a job have as far as it is known, and how many of them are done. */
public record ByteCounts(long total, long done) {}
