package dev.longshore.activities.sync;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.Gate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Does something right before or right after what another mover does; it may vanish there. */
record BreakingMover(Mover mover, When when, Consumer<SyncFile> what) implements Mover {

    /** The points between which a file is moved. */
    enum When {
        BEFORE_COPY,
        AFTER_COPY,
        /** As before, or it failed. */
        COPY_ENDED,
        BEFORE_REMOVAL,
        /** Where sources are moved aside before they are removed; otherwise as before. */
        ASIDE,
        AFTER_REMOVAL
    }

    /** Makes one of any other. */
    static UnaryOperator<Mover> at(When when, Consumer<SyncFile> what) {
        return mover -> new BreakingMover(mover, when, what);
    }

    @Override
    public Receipt copy(TakenFile file, SyncFile known, Pulse pulse, Runnable folder) {
        at(When.BEFORE_COPY, known);
        try {
            Receipt receipt = mover.copy(file, known, pulse, folder);
            at(When.AFTER_COPY, known);
            return receipt;
        } finally {
            at(When.COPY_ENDED, known);
        }
    }

    @Override
    public Optional<Receipt> copied(TakenFile file, SyncFile known, List<SyncFile> former, Pulse pulse) {
        return mover.copied(file, known, former, pulse);
    }

    @Override
    public Removals removals() {
        Removals removals = mover.removals();
        return new Removals() {
            @Override
            public void setAside(SyncFile known) {
                at(When.BEFORE_REMOVAL, known);
                removals.setAside(known);
                at(When.ASIDE, known);
            }

            @Override
            public Removal remove(SyncFile known) {
                Removal removal = removals.remove(known);
                at(When.AFTER_REMOVAL, known);
                return removal;
            }
        };
    }

    @Override
    public Kept keptAt(SyncFile known) {
        return mover.keptAt(known);
    }

    @Override
    public Gate gateOf(SyncFile known) {
        return mover.gateOf(known);
    }

    @Override
    public Gate gateOfRemovals() {
        return mover.gateOfRemovals();
    }

    private void at(When now, SyncFile known) {
        if (now == when) {
            what.accept(known);
        }
    }
}
