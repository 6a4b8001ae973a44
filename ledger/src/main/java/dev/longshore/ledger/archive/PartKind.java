package dev.longshore.ledger.archive;

import java.util.Locale;

/** What a part of an archive holds, and so what must be known before it can be built. */
public enum PartKind {
    /** Bytes of one entry, nothing else. */
    BODY,
    /** The same, copied inside the store. */
    COPY,
    /** At least one header. */
    SEAM,
    /** Bytes of one entry that are copied inside the store, and behind them at least one header. */
    GLUED,
    /** At least one byte of the directory. */
    DIRECTORY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PartKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
