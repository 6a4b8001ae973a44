package dev.longshore.starters.metrics;

import java.util.Locale;

/** What a job waits for, in a few words that never grow more, unlike what the ledger tells people. */
enum WaitingFor {
    STORE,
    QUEUE,
    LEDGER,
    OTHER;

    static WaitingFor of(String told) {
        if (told.startsWith("the store")) {
            return STORE;
        }
        if (told.startsWith("SQS queue")) {
            return QUEUE;
        }
        return told.startsWith("Ledger") ? LEDGER : OTHER;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
