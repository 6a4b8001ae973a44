package dev.longshore.ledger;

import java.util.Locale;

/** What users want of a job. */
public enum Desired {
    RUN,
    PAUSE,
    CANCEL;

    /** The wish as the ledger spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses a word that no wish is called by. */
    public static Desired of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
