package dev.longshore.ledger.archive;

/**
 * A part that somebody builds. Whoever takes it later gets a higher epoch, and this one can no longer write.
 *
 * @param copied how many of its bytes, from its begin on, are copied inside the store; the others are sent
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
        long copied,
        int attempts,
        int sends) {

    public boolean wasBegun() {
        return sends > 0;
    }

    /** The rest of it, which is sent. */
    public TakenPart withoutCopied() {
        return new TakenPart(
                jobId,
                number,
                kind,
                epoch,
                firstOrdinal,
                lastOrdinal,
                offset + copied,
                size - copied,
                0,
                attempts,
                sends);
    }
}
