package dev.longshore.starters.jobs;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as callers see it.
 *
 * @param secondsLeft by its own pace; null unless it runs and something of it has been done
 */
public record JobView(
        String id,
        String room,
        String state,
        @Nullable String waitingFor,
        FileCounts files,
        ByteCounts bytes,
        @Nullable Long secondsLeft,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String submittedBy,
        @Nullable Failure failure,
        @JsonRawValue @Nullable String result,
        Links links) {

    /** Where to go on; {@code engine} is where people look at the run, if anywhere. */
    public record Links(String self, String files, @Nullable String engine) {}
}
