package dev.longshore.ledger.archive;

import java.util.Locale;

/** Where a part stands. */
public enum PartState {
    QUEUED,
    RUNNING,
    DONE;

    static PartState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
