package dev.longshore.storage.zip;

/** What must be known before a part can be built. */
public enum PartKind {
    /** Data of one entry and nothing else: nothing. */
    BODY,
    /** At least one header: the CRCs of its entries. */
    SEAM,
    /** A piece of the directory: all CRCs. */
    DIRECTORY
}
