package dev.longshore.storage;

/** What may be done in a bucket. */
public enum Right {
    READ,
    WRITE,
    DELETE
}
