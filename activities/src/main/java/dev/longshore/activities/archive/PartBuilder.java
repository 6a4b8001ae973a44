package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import java.util.List;

/** Makes the store hold parts. */
interface PartBuilder extends AutoCloseable {

    /** These parts are about to be built, in this order. */
    default void expect(List<TakenPart> parts) {}

    /** Not all of the parts that were expected will be built. */
    default void stop() {}

    /** May be repeated: makes the same bytes each time. */
    StoredPart build(TakenPart part);

    @Override
    default void close() {}
}
