package dev.longshore.ledger;

/**
 * How many bytes the files of a job have as far as it is known, and how many of them are done; while the job is unfinished
 * also those that have arrived of files that are not whole yet.
 */
public record ByteCounts(long total, long done) {}
