package dev.longshore.ledger;

/** What came of a submitted job. */
public sealed interface Acceptance {

    /** The job, new or old, that the answer is about. */
    Job job();

    /** A new job. */
    record Accepted(Job job) implements Acceptance {}

    /** The same request came before under this idempotency key. */
    record Repeated(Job job) implements Acceptance {}

    /** Another request came before under this idempotency key. */
    record KeyUsedOtherwise(Job job) implements Acceptance {}

    /** Another job has this id. */
    record IdTaken(Job job) implements Acceptance {}
}
