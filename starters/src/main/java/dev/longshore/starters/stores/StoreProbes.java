package dev.longshore.starters.stores;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.unavailable;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.ProbedStore;
import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.Stores;
import dev.longshore.storage.TemporaryObjects;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the ledger knows of stores, and asks them anew where somebody wants that. */
public final class StoreProbes {

    /** Abilities may grow in number, so what another version noted may have more of them, or fewer. */
    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Stores stores;
    private final Ledger ledger;

    StoreProbes(Stores stores, Ledger ledger) {
        this.stores = stores;
        this.ledger = ledger;
    }

    List<StoreView> all() {
        return stores.all().stream().map(this::view).toList();
    }

    /**
     * Asks the store, by objects that come and go in this bucket; the answers replace those noted before.
     *
     * @throws RefusedException if the settings or the store do not allow that there
     */
    StoreView probe(ObjectAddress bucket) {
        try {
            S3Store store = stores.of(bucket, Right.WRITE);
            StoreAbilities found = store.probe(TemporaryObjects.placeIn(bucket));
            ledger.probedStores().note(store.name(), store.endpoint(), mapper.writeValueAsString(found));
            return view(store);
        } catch (NotAllowedException refused) {
            throw badRequest(String.valueOf(refused.getMessage()));
        } catch (AwsServiceException refused) {
            throw explained(bucket, refused);
        } catch (SdkException away) {
            throw unavailable("The store of " + bucket.withKey("") + " does not answer; try again.");
        }
    }

    private StoreView view(S3Store store) {
        ProbedStore probed =
                ledger.probedStores().find(store.name(), store.endpoint()).orElse(null);
        return probed == null
                ? new StoreView(store.name(), store.endpoint(), null, null)
                : new StoreView(
                        store.name(),
                        store.endpoint(),
                        mapper.readValue(probed.abilities(), StoreAbilities.class),
                        probed.probedAt());
    }

    private static RefusedException explained(ObjectAddress bucket, AwsServiceException refused) {
        int status = refused.statusCode();
        String where = bucket.withKey("").toString();
        if (status >= 500 || status == 429) {
            return unavailable("The store of " + where + " answers " + status + "; try again.");
        }
        return badRequest("The store refuses to be tried in " + where + ": status " + status
                + ". Objects are written, read and deleted there.");
    }
}
