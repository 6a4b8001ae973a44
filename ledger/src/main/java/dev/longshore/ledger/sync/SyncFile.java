package dev.longshore.ledger.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content under one name of a flow, and what came of it.
 *
 * @param generation counts the contents under this name
 * @param target where it went; without a receipt: where it was about to go, if its own name was another's
 * @param proof by which sum that is known
 * @param verifiedAt the receipt: since then the target holds the content, and only since then may the source be removed
 * @param why it failed
 */
public record SyncFile(
        long id,
        String path,
        long generation,
        SyncState state,
        String identity,
        long bytes,
        @Nullable String jobId,
        @Nullable Long ordinal,
        @Nullable String target,
        @Nullable String proof,
        Instant foundAt,
        @Nullable Instant verifiedAt,
        @Nullable Instant endedAt,
        @Nullable String why) {}
