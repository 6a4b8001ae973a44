package dev.longshore.ledger.archive;

/**
 * A part that somebody builds. Whoever takes it later gets a higher epoch, and this one can no longer write.
 *
 * @param attempts takers without progress, this one included
 * @param sends how often its bytes were begun to be sent before
 */
public record TakenPart(
        String jobId,
        int number,
        PartKind kind,
        long epoch,
        long firstOrdinal,
        long lastOrdinal,
        long offset,
        long size,
        int attempts,
        int sends) {}
