package dev.longshore.starters.sync;

import dev.longshore.ledger.sync.SyncFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content under one name of a flow as the API answers it.
 *
 * @param proof by which sum the target is known to hold it
 * @param verifiedAt the receipt
 */
record FlowFileView(
        long id,
        String path,
        long generation,
        String state,
        String identity,
        long bytes,
        @Nullable String jobId,
        @Nullable Long ordinal,
        @Nullable String target,
        @Nullable String proof,
        Instant foundAt,
        @Nullable Instant verifiedAt,
        @Nullable Instant endedAt,
        @Nullable String why) {

    static FlowFileView of(SyncFile file) {
        return new FlowFileView(
                file.id(),
                file.path(),
                file.generation(),
                file.state().word(),
                file.identity(),
                file.bytes(),
                file.jobId(),
                file.ordinal(),
                file.target(),
                file.proof(),
                file.foundAt(),
                file.verifiedAt(),
                file.endedAt(),
                file.why());
    }
}
