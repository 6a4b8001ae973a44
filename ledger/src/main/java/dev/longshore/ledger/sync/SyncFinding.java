package dev.longshore.ledger.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a survey says of one name of a flow.
 *
 * @param id in the order in which they are listed
 * @param file the identity of the file under the name, when it was listed
 * @param object the identity of the object under the name, when it was listed
 * @param what null until it is settled
 * @param target where its content is, or goes
 * @param proof the sum by which that is known
 */
public record SyncFinding(
        long id,
        String path,
        @Nullable String file,
        @Nullable String object,
        @Nullable Long bytes,
        @Nullable Instant touched,
        @Nullable String what,
        @Nullable String target,
        @Nullable String proof,
        @Nullable String why) {}
