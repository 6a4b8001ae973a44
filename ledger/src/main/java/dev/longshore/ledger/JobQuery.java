package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/** Which jobs to list, newest first; null stands for all. */
public record JobQuery(
        @Nullable String room,
        @Nullable JobState state,
        @Nullable JobCursor after,
        int limit) {}
