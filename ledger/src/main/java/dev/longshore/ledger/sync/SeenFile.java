package dev.longshore.ledger.sync;

/**
 * A file that was seen at its source.
 *
 * @param path below the flow's folder or prefix, with slashes
 * @param identity tells this content from any other under the name
 */
public record SeenFile(String path, String identity, long bytes) {}
