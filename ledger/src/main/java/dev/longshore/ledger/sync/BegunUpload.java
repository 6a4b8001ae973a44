package dev.longshore.ledger.sync;

/**
 * An upload in parts that the store knows until it is completed or aborted.
 *
 * @param address of the object that was to be
 */
public record BegunUpload(String address, String uploadId) {}
