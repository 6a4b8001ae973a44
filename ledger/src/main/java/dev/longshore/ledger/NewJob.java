package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A job to accept.
 *
 * @param request JSON, without the list of files
 * @param requestHash tells this request from another one under the same idempotency key
 * @param listed false if a run's first step lists the files
 */
public record NewJob(
        String id,
        String room,
        String request,
        String requestHash,
        @Nullable String idempotencyKey,
        String submittedBy,
        boolean listed) {}
