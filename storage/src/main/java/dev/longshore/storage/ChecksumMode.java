package dev.longshore.storage;

/** Whether the SDK adds checksums to what it sends; some stores refuse what they do not know. */
public enum ChecksumMode {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
}
