package dev.longshore.ledger.archive;

/**
 * A bucket of a store.
 *
 * @param store the store's name; empty for the default one
 */
public record TracedPlace(String store, String bucket) {}
