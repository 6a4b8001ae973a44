package dev.longshore.ledger.sync;

import dev.longshore.ledger.Storable;
import dev.longshore.ledger.TakenFile;
import org.jspecify.annotations.Nullable;

/**
 * What came of a file.
 *
 * @param state one that is an end
 * @param why null unless there is something to be said; then the type of a failure, a colon, a space and its message, of which
 *     what cannot be stored is replaced
 * @param kept where its source is kept for a while; null: nowhere
 */
public record MoveEnd(
        TakenFile file,
        SyncState state,
        @Nullable String why,
        @Nullable String kept) {

    public MoveEnd(TakenFile file, SyncState state, @Nullable String why) {
        this(file, state, why, null);
    }

    public MoveEnd {
        why = why == null ? null : Storable.cut(why);
    }
}
