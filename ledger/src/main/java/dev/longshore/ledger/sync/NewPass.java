package dev.longshore.ledger.sync;

/** A job that was written for files which waited, and the epoch of its first run. */
public record NewPass(String jobId, long epoch, long files) {}
