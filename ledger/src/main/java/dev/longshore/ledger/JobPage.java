package dev.longshore.ledger;

/** A range of a job's files, both ends included, in the hands of the run that has the job's epoch. */
public record JobPage(String jobId, long jobEpoch, long first, long last) {}
