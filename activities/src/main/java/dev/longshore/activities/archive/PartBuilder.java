package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.Gate;

/** Makes the store hold parts. */
interface PartBuilder extends AutoCloseable {

    /** To be passed before a part is built. */
    Gate gate();

    /** May be repeated: makes the same bytes each time. */
    StoredPart build(TakenPart part);

    /** The ledger has noted the part. */
    default void noted(TakenPart part) {}

    @Override
    default void close() {}
}
