package dev.longshore.ledger.sync;

import java.util.Locale;

/** What a survey of a flow is for. */
public enum SurveyKind {
    /** Compares folder and bucket. */
    CHECK,
    /** Says what the flow would do. */
    PLAN,
    /** Removes from the folder what is old and safe elsewhere. */
    CLEANUP;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SurveyKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
