package dev.longshore.activities.sync;

import dev.longshore.ledger.Ledger;
import dev.longshore.storage.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * What every step of a flow works with.
 *
 * @param isDraining whether this process is about to stop, so that steps end at the next resumable point
 * @param bandwidth to be asked before bytes pass
 * @param suspects with whom the store failed
 * @param room what large downloads take of the disks
 */
record SyncTools(
        Ledger ledger,
        Stores stores,
        MinioSyncProperties properties,
        ScheduledExecutorService clock,
        InstantSource time,
        BooleanSupplier isDraining,
        Bandwidth bandwidth,
        SyncMeters meters,
        Suspects suspects,
        DiskRoom room) {

    SyncTools(
            Ledger ledger,
            Stores stores,
            MinioSyncProperties properties,
            ScheduledExecutorService clock,
            InstantSource time,
            BooleanSupplier isDraining) {
        this(
                ledger,
                stores,
                properties,
                clock,
                time,
                isDraining,
                Bandwidth.of("off"),
                new SyncMeters(new SimpleMeterRegistry()),
                new Suspects(),
                new DiskRoom());
    }
}
