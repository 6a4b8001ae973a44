package dev.longshore.ledger;

import java.time.Instant;

/** The engine that runs the jobs of this ledger. */
public record NotedEngine(String engineId, String way, Instant notedAt) {}
