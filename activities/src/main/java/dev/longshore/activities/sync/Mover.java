package dev.longshore.activities.sync;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.Gate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to move files. Whatever it does may be done again after it was broken off anywhere. */
interface Mover {

    /**
     * Makes the target hold the content and verifies that; the source stays.
     *
     * @param folder fails if the flow's folder is not the right one now: what is written into another is no copy
     */
    Receipt copy(TakenFile file, SyncFile known, Pulse pulse, Runnable folder);

    /**
     * For a source that had another name when it was sent, or was to be: that it is at the target already.
     *
     * @param former what is known under those names
     * @return empty if it is not, or not known to be
     */
    Optional<Receipt> copied(TakenFile file, SyncFile known, List<SyncFile> former, Pulse pulse);

    /** Sources that are removed together. */
    Removals removals();

    /** Of sources whose receipts are in the ledger. Both may be done by several at a time. */
    interface Removals {

        /** To be done with each before the first is removed. */
        default void setAside(SyncFile known) {}

        /** Removes it if it still holds the content that was verified, and says what became of it. */
        Removal remove(SyncFile known);
    }

    /** What became of a source. */
    enum Removal {
        REMOVED,
        /** It was gone already: removed earlier, or renamed. */
        GONE,
        /** Another content is there by now, which stays. */
        REPLACED,
        /** Somebody has it open for writing; it stays for now. */
        WRITTEN
    }

    /** Where a source is kept after it was removed, and for how long, in words; nothing if it is not. */
    default Kept keptAt(SyncFile known) {
        return Kept.NOWHERE;
    }

    /** Removes a source that was kept. */
    default void purge(KeptSource kept) {
        throw new IllegalStateException("Nothing is kept");
    }

    /**
     * What became of a source that was removed.
     *
     * @param place where it is to be removed some day; null: that is for others to do, if there is anything at all
     * @param words null if there is nothing to be said
     */
    record Kept(@Nullable String place, @Nullable String words) {

        static final Kept NOWHERE = new Kept(null, null);
    }

    /** To be passed by who copies it. */
    Gate gateOf(SyncFile known);

    /** To be passed by who removes sources. */
    Gate gateOfRemovals();
}
