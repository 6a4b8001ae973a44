package dev.longshore.ledger;

/** What came of the wish to try a job again. */
public sealed interface RetryOutcome {

    /** The job is queued again; a run must be started. */
    record Retried(Job job) implements RetryOutcome {}

    /** Nothing failed that the filter chooses. */
    record NothingFailed(Job job) implements RetryOutcome {}

    /** The job has not ended. */
    record StillRunning(Job job) implements RetryOutcome {}

    /** There is no such job. */
    record Unknown() implements RetryOutcome {}
}
