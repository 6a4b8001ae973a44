package dev.longshore.ledger.sync;

import java.util.Locale;

/** What has become of a content. */
public enum SyncState {
    /** For a pass that takes it. */
    WAITING,
    /** A pass has it. */
    MOVING,
    /** It is at the target, and stays at the source because its flow keeps sources. */
    KEPT,
    /** It is at the target and no longer at the source. */
    MOVED,
    /** Another content was in its place before it could be moved, or took its place later. */
    REPLACED,
    /** It was gone before it could be moved. */
    GONE,
    /** It could not be moved; it waits again after a while, unless it ended the workers that took it. */
    FAILED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SyncState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
