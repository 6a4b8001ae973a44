package dev.longshore.storage.zip;

/** What must be known before a part can be built, and who has its bytes. */
public enum PartKind {
    /** Data of one entry and nothing else, read and sent: nothing must be known. */
    BODY,
    /** Data of one entry and nothing else, copied inside the store: nothing. */
    COPY,
    /** At least one header: the CRCs of its entries. */
    SEAM,
    /** Data of one entry, copied inside the store, and behind them at least one header: as for a seam. */
    GLUED,
    /** A piece of the directory: all CRCs. */
    DIRECTORY;

    /** What a part is that has bytes of both kinds. */
    PartKind with(PartKind other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
