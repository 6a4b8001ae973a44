package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.TARGET_EXISTS;

import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.EntryNames;

/** Finds where an archive may go, by what was asked for in case its target exists. */
final class FreeTargets {

    private static final int MOST_SUFFIXES = 10_000;

    private final Stores stores;

    FreeTargets(Stores stores) {
        this.stores = stores;
    }

    ObjectAddress of(ArchiveOrder order) {
        ObjectAddress target = order.target();
        if (order.replaces() || isFree(target)) {
            return target;
        }
        if (!order.suffixes()) {
            throw TARGET_EXISTS.because(target + " exists; say exists=replace or exists=suffix to go on all the same");
        }
        return suffixed(target);
    }

    private ObjectAddress suffixed(ObjectAddress target) {
        for (int number = 2; number < MOST_SUFFIXES; number++) {
            ObjectAddress suffixed = target.withKey(EntryNames.numbered(target.key(), number));
            if (isFree(suffixed)) {
                return suffixed;
            }
        }
        throw TARGET_EXISTS.because(target + " exists, and so do " + MOST_SUFFIXES + " others with a number behind it");
    }

    private boolean isFree(ObjectAddress target) {
        return stores.of(target, Right.WRITE).facts(target).isEmpty();
    }
}
