package dev.longshore.ledger;

import java.util.Locale;

/** Where a file of a job stands. */
public enum FileState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED,
    CANCELLED;

    public boolean isFinished() {
        return this != QUEUED && this != RUNNING;
    }

    /** The state as the ledger, the REST API and the command line spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses a word that no state is called by. */
    public static FileState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
