package dev.longshore.ledger;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    QUEUED,
    RUNNING,
    PAUSED,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isFinished() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** The state as the ledger, the REST API and the command line spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses a word that no state is called by. */
    public static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
