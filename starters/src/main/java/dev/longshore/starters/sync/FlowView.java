package dev.longshore.starters.sync;

import dev.longshore.ledger.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flow as the API answers it.
 *
 * @param state that of its job; off if it was never started
 * @param former whether the settings of its host name it no more
 * @param waitingFor what is away for the flow or one of its passes, in words
 * @param movedToday in the last 24 hours
 * @param failure why its job failed, if that did
 * @param oldestWaiting when the file was found that waits longest
 * @param bytesPerSecond of the contents that were verified in the last minute
 * @param lastError the file that failed last, if it has not been moved since
 */
record FlowView(
        String host,
        String flow,
        String direction,
        String folder,
        String place,
        String job,
        String state,
        boolean former,
        @Nullable String waitingFor,
        @Nullable Failure failure,
        Count waiting,
        Count moving,
        Count movedToday,
        long failed,
        @Nullable Instant oldestWaiting,
        long bytesPerSecond,
        @Nullable LastError lastError) {

    record LastError(
            String path, @Nullable String why, @Nullable Instant at) {}

    record Count(long files, long bytes) {}
}
