package dev.longshore.storage;

/**
 * One content of an object; whatever else is found under its address is refused.
 *
 * @param etag with its quotes, as the store sent it
 */
public record ObjectPin(ObjectAddress address, String etag, long size) {}
