package dev.longshore.ledger;

/** What came of a command. */
public sealed interface CommandOutcome {

    /** The job as it is wanted now; unchanged if it was wanted so before. */
    record Taken(Job job) implements CommandOutcome {}

    /** The job has ended, or is told to cancel, which nobody takes back. */
    record Ended(Job job) implements CommandOutcome {}

    /** There is no such job. */
    record Unknown() implements CommandOutcome {}
}
