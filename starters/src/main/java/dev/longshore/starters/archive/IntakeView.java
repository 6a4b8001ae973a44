package dev.longshore.starters.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The intake as the API answers it.
 *
 * @param queue null if this process takes orders from none
 * @param state off, paused, waiting, full or running
 * @param waitingFor what is away, in words
 * @param unfinished jobs of the room
 * @param limit so many of them, and no message is taken
 * @param messages since this process began
 * @param oldestMessageSeconds age of the oldest message received last; null if there was none
 */
record IntakeView(
        String room,
        @Nullable String queue,
        String state,
        @Nullable String pausedBy,
        @Nullable Instant pausedSince,
        @Nullable String waitingFor,
        long unfinished,
        int limit,
        Messages messages,
        @Nullable Long oldestMessageSeconds) {

    record Messages(long received, long started, long again, long refused) {}
}
