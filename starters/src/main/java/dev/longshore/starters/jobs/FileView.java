package dev.longshore.starters.jobs;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.JobFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file of a job as callers see it. */
record FileView(
        long ordinal,
        String source,
        String target,
        String state,
        @Nullable Long bytes,
        @JsonRawValue @Nullable String checksum,
        int attempts,
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static FileView of(JobFile file) {
        return new FileView(
                file.ordinal(),
                file.source(),
                file.target(),
                file.state().word(),
                file.bytes(),
                file.checksum(),
                file.attempts(),
                file.failure(),
                file.startedAt(),
                file.finishedAt());
    }
}
