package dev.longshore.ledger.archive;

import java.time.Instant;

/** An upload that a store shows as neither completed nor aborted. */
public record TracedUpload(TracedPlace place, String key, String uploadId, Instant initiated) {}
