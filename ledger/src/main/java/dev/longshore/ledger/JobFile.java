package dev.longshore.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file as its row says. Bytes, handle and checksum are null until they are known. */
public record JobFile(
        String jobId,
        long ordinal,
        String source,
        String target,
        FileState state,
        @Nullable Long bytes,
        @Nullable String checksum,
        @Nullable String targetId,
        long epoch,
        int attempts,
        @Nullable String handle,
        @Nullable Failure failure,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
