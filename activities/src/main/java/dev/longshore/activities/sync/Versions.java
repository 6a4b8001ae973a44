package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stored;
import dev.longshore.storage.Stores;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadTarget;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts another content into the place of an object, in buckets that keep what was there as an older version. */
final class Versions {

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
    private static final int ATTEMPTS = 10;

    private final Flow flow;
    private final Stores stores;

    Versions(Flow flow, Stores stores) {
        this.flow = flow;
        this.stores = stores;
    }

    /** Throws a failure that says what is wrong, and that the flow waits until it is right. */
    void require() {
        if (flow.rules().addsVersions() && !stores.keepsVersions(flow.place())) {
            throw UNAVAILABLE.because(
                    "bucket " + flow.place().bucket() + " keeps no versions, but flow " + flow.name()
                            + " has longshore.sync.flows[].exists=version: enable versioning of the bucket, or set it to suffix");
        }
    }

    /** Makes the body the newest content; what holds it already is it. A lost answer makes no second version. */
    Stored put(UploadTarget target, PartBody body, Pulse pulse) {
        S3Store store = stores.of(target.address(), Right.WRITE);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ObjectFacts> there = store.facts(target.address());
            try {
                return there.isEmpty()
                        ? store.put(target, body, IfExists.FAIL, pulse::moved)
                        : over(there.get(), target, body, pulse);
            } catch (TargetExistsException other) {
                LOG.debug("{} was written by somebody else meanwhile", target.address(), other);
            }
        }
        throw new TargetExistsException(target.address() + " is written by others all the time");
    }

    private Stored over(ObjectFacts there, UploadTarget target, PartBody body, Pulse pulse) {
        S3Store store = stores.of(target.address(), Right.WRITE);
        Optional<Stored> same = store.holding(target, body);
        if (same.isPresent()) {
            return same.get();
        }
        require();
        return store.putOver(there.pin(), target, body, pulse::moved);
    }
}
