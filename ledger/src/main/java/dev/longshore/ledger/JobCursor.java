package dev.longshore.ledger;

import java.time.Instant;

/** The job behind which a list goes on. */
public record JobCursor(Instant createdAt, String id) {}
