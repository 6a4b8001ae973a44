package dev.longshore.ledger;

import java.time.Instant;

/** By whom, and since when, a room takes no new orders by itself. */
public record IntakePause(String by, Instant since) {}
