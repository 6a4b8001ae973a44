package dev.longshore.starters.health;

import dev.longshore.connections.ArchiveBuckets;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Engines;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.starters.engine.EngineGate;
import dev.longshore.starters.engine.EngineIdentity;
import dev.longshore.starters.engine.EngineVerdict;
import dev.longshore.starters.engine.JobEngine;
import dev.longshore.starters.health.Health.EnginePart;
import dev.longshore.starters.health.Health.Part;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Stores;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks everybody once. */
final class HealthCheck {

    private final Engines engines;
    private final JobEngine engine;
    private final EngineGate gate;
    private final Stores stores;
    private final ArchiveBuckets buckets;

    HealthCheck(Ledger ledger, JobEngine engine, EngineGate gate, Stores stores, ArchiveBuckets buckets) {
        this.engines = ledger.engines();
        this.engine = engine;
        this.gate = gate;
        this.stores = stores;
        this.buckets = buckets;
    }

    Health ask() {
        return Health.of(ledger(), engine(), store());
    }

    private Part ledger() {
        try {
            engines.noted();
            return Part.up();
        } catch (LedgerUnavailableException error) {
            return Part.down("the ledger (PostgreSQL) does not answer");
        }
    }

    EnginePart engine() {
        try {
            EngineIdentity present = engine.identity();
            boolean foreign = gate.judge(present) == EngineVerdict.FOREIGN;
            return new EnginePart(
                    foreign ? "foreign" : Part.UP,
                    present.way(),
                    present.address(),
                    present.ui(),
                    present.lacks(),
                    foreign
                            ? "jobs are unfinished on another engine: nothing is started here until `longshore engine adopt`"
                            : present.advice());
        } catch (EngineUnavailableException | LedgerUnavailableException error) {
            return new EnginePart(Part.DOWN, null, null, null, List.of(), error.getMessage());
        }
    }

    /** The bucket that archives go to unless said otherwise; where none is set, jobs name their stores and nothing is asked. */
    private Part store() {
        String bucket = buckets.destinationBucket();
        if (bucket == null) {
            return Part.up();
        }
        ObjectAddress address = new ObjectAddress("", bucket, "");
        try {
            return stores.bucketExists(address) ? Part.up() : Part.down("there is no bucket " + address);
        } catch (NotAllowedException refused) {
            return Part.down(String.valueOf(refused.getMessage()));
        } catch (SdkException error) {
            return Part.down("the store of " + address + " does not answer");
        }
    }
}
