package dev.longshore.starters.archive;

import dev.longshore.ledger.Job;

/** A job, and whether the same request came before under the same idempotency key. */
record Submission(Job job, boolean replayed) {}
