package dev.longshore.starters.archive;

import dev.longshore.connections.ArchiveBuckets;
import dev.longshore.ledger.Ledger;
import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Removal;
import dev.longshore.storage.Right;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, and removes where that is wished, what jobs left in the buckets of their archives: those of jobs that were killed
 * with their ledger, or could not clean up because the store refused them.
 */
public final class ArchiveSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveSweep.class);
    private static final int AT_ONCE = 1000;

    private final Ledger ledger;
    private final Reach reach;
    private final ArchiveBuckets buckets;
    private final InstantSource clock;

    ArchiveSweep(Ledger ledger, Reach reach, ArchiveBuckets buckets, InstantSource clock) {
        this.ledger = ledger;
        this.reach = reach;
        this.buckets = buckets;
        this.clock = clock;
    }

    /** Changes nothing. */
    SweepView look(SweepAge age) {
        return sweep(age, false);
    }

    /** Removes what {@link #look} shows. May be repeated. */
    SweepView remove(SweepAge age) {
        return sweep(age, true);
    }

    private SweepView sweep(SweepAge age, boolean removes) {
        Orphans orphans = new Orphans(ledger, reach, age.before(clock.instant()), AT_ONCE);
        List<SweepView.Skipped> skipped = new ArrayList<>();
        for (ObjectAddress place : places()) {
            try {
                orphans.lookInto(place);
            } catch (RefusedException refused) {
                requireAnAnswer(refused);
                skipped.add(new SweepView.Skipped(place.toString(), String.valueOf(refused.getMessage())));
            }
        }
        List<SweepView.Item> items = orphans.found().stream()
                .map(orphan -> SweepView.Item.of(orphan, removes && remove(orphan)))
                .toList();
        return new SweepView(age.words(), removes, items, orphans.isFull(), skipped);
    }

    /** The bucket of a job that ended long ago may be gone or closed by now; a store that is away is another matter. */
    private static void requireAnAnswer(RefusedException refused) {
        if (refused.problem().status() >= 500) {
            throw refused;
        }
    }

    private boolean remove(Orphan orphan) {
        ObjectAddress address = orphan.address();
        boolean removed = orphan.kind() == Orphan.Kind.OBJECT
                ? reach.ask(address, Right.DELETE, store -> store.takeBack(address, orphan.handle()))
                        != Removal.REPLACED
                : reach.ask(address, Right.WRITE, store -> {
                    store.resume(address, orphan.handle()).abort();
                    return true;
                });
        if (removed) {
            LOG.info("Swept {} of {}, there since {}", address, orphan.job(), orphan.since());
        }
        return removed;
    }

    private Set<ObjectAddress> places() {
        Set<ObjectAddress> places = new LinkedHashSet<>();
        if (buckets.destinationBucket() != null) {
            places.add(new ObjectAddress("", buckets.destinationBucket(), ""));
        }
        ledger.archiveTraces()
                .places()
                .forEach(place -> places.add(new ObjectAddress(place.store(), place.bucket(), "")));
        return places;
    }
}
