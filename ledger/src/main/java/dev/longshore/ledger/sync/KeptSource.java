package dev.longshore.ledger.sync;

/**
 * A source that was removed from its place and is kept in another for a while.
 *
 * @param place a path, or an address
 */
public record KeptSource(long id, String identity, long bytes, String place) {}
