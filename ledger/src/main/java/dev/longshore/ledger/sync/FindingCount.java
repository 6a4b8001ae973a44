package dev.longshore.ledger.sync;

/** How many findings say the same, and how many bytes that are. */
public record FindingCount(String what, long files, long bytes) {}
