package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.THROTTLED;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.abilities.NotedAbilities;
import dev.longshore.activities.failure.Failures;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreAbilities;
import io.temporal.failure.ApplicationFailure;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which conditions the store of a flow keeps to: asked once for each endpoint, then known to the ledger. */
final class PlaceConditions {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceConditions.class);
    private static final Set<String> AWAY = Set.of(UNAVAILABLE.name(), THROTTLED.name());

    private final SyncTools tools;
    private final NotedAbilities noted;

    PlaceConditions(SyncTools tools) {
        this.tools = tools;
        noted = new NotedAbilities(tools.ledger().probedStores());
    }

    /**
     * From now on what is not kept to is made up for. Where the store may not be asked, or fails at what it is asked for alone,
     * it is taken to keep to none until it is asked again.
     */
    void learn(Flow flow) {
        S3Store store = tools.stores().of(flow.place(), Right.READ);
        StoreAbilities abilities = noted.withConditionsOf(store).orElseGet(() -> asked(flow, store));
        store.relyOn(abilities);
        if (flow.direction() == Direction.DOWN && flow.deletesSource() && !abilities.refusesToDeleteOthers()) {
            sayWhatMayHappen(flow);
        }
    }

    private StoreAbilities asked(Flow flow, S3Store store) {
        try {
            StoreAbilities found = store.probe(flow.objectOf(Names.OWN + "probe/"));
            noted.note(store, found);
            return found;
        } catch (RuntimeException error) {
            ApplicationFailure why = Failures.explain(error);
            if (AWAY.contains(why.getType()) && !answers(flow, store)) {
                throw why;
            }
            LOG.warn(
                    "Which conditions the store of {} keeps to is not known, so objects are looked at before each change: {}",
                    flow.place(),
                    why.getOriginalMessage());
            return StoreAbilities.unknown();
        }
    }

    /** Some stores fail whenever they are asked for what they do not know. */
    private static boolean answers(Flow flow, S3Store store) {
        try {
            store.facts(flow.objectOf(Names.OWN + "probe"));
            return true;
        } catch (RuntimeException away) {
            LOG.debug("{} does not answer", flow.place(), away);
            return false;
        }
    }

    private void sayWhatMayHappen(Flow flow) {
        if (tools.stores().keepsVersions(flow.place())) {
            LOG.info(
                    "{}: its store deletes whatever is there, and keeps that as an older version: nothing is lost",
                    flow.place());
        } else {
            LOG.warn(
                    "{}: its store deletes whatever is there, and its bucket keeps no versions. Who overwrites an object of flow"
                            + " {} in the moment between the last look at it and its deletion loses what was written then:"
                            + " enable versioning of the bucket, or give each object a name of its own",
                    flow.place(),
                    flow.name());
        }
    }
}
