package dev.longshore.ledger.sync;

/**
 * A flow as a host's settings have it.
 *
 * @param folder its absolute path there
 * @param place the address of the bucket with what all keys begin with
 */
public record NewFlow(String host, String name, Direction direction, String folder, String place) {}
