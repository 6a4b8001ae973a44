package dev.longshore.ledger.sync;

import java.util.Locale;

/** Which way a flow moves files. */
public enum Direction {
    /** From the folder to the bucket. */
    UP,
    /** From the bucket to the folder. */
    DOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Direction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
