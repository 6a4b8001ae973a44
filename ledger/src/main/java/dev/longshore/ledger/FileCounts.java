package dev.longshore.ledger;

/** How many files a job has, and what came of them. */
public record FileCounts(long total, long done, long failed, long skipped) {}
