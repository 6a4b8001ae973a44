package dev.longshore.ledger.archive;

/** The parts of one kind in a range of numbers, both ends included, for the run that has the job's epoch. */
public record PartPage(String jobId, long jobEpoch, PartKind kind, int first, int last) {}
