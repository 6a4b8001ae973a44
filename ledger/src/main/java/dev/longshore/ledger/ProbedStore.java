package dev.longshore.ledger;

import java.time.Instant;

/**
 * What a store can do.
 *
 * @param store its name; empty for the default one
 * @param abilities as JSON
 */
public record ProbedStore(String store, String endpoint, String abilities, Instant probedAt) {}
