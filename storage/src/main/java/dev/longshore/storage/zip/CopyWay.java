package dev.longshore.storage.zip;

/** How the bytes between two copied entries, fewer than a part must have, come into the archive. */
public enum CopyWay {
    /** Nothing is copied inside the store: all bytes are read and sent. */
    NONE,
    /** They are filled up with bytes from the head of the entry behind them, which are read and sent with them. */
    BORROWED,
    /**
     * They are put behind the tail of the entry before them in an object of its own, which is copied then: more requests,
     * but only they are sent. Where nothing was copied before them, bytes are borrowed.
     */
    GLUED,
    /** As it comes: parts are cut at equal distances, and copied where they lie within one entry. */
    EQUAL
}
