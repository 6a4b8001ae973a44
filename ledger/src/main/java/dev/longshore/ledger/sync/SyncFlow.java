package dev.longshore.ledger.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flow as its row says.
 *
 * @param isFormer whether its host has announced others since, and not this one
 * @param folderMark by which its folder is known again; null before it was first started
 * @param placeMark by which its bucket is known again
 * @param comparedAt when all of folder or listing were last compared with the ledger
 */
public record SyncFlow(
        long id,
        String host,
        String name,
        Direction direction,
        String folder,
        String place,
        Instant announcedAt,
        boolean isFormer,
        @Nullable String folderMark,
        @Nullable String placeMark,
        @Nullable Instant comparedAt) {

    /** The same, with a mark that was noted since. */
    public SyncFlow withFolderMark(String mark) {
        return new SyncFlow(
                id, host, name, direction, folder, place, announcedAt, isFormer, mark, placeMark, comparedAt);
    }

    /** That of the job which keeps it. */
    public String jobId() {
        return "sync:" + host + ":" + name;
    }
}
