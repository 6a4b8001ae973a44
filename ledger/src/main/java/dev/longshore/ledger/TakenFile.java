package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A file that somebody works on. Whoever takes it later gets a higher epoch, and this one can no longer write.
 *
 * @param handle JSON that finds what an earlier taker began; null if nobody did
 * @param attempts takers without progress, this one included
 */
public record TakenFile(
        String jobId,
        long ordinal,
        long epoch,
        String source,
        String target,
        @Nullable Long bytes,
        @Nullable String handle,
        @Nullable String checksum,
        int attempts) {}
