package dev.longshore.activities.abilities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.ProbedStore;
import dev.longshore.ledger.ProbedStores;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreAbilities;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of stores at their endpoints. */
public final class NotedAbilities {

    /** A store's abilities may grow, so what an earlier version noted may lack some. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private static final String OF_OBJECTS = "refusesToDeleteOthers";

    private final ProbedStores probed;

    public NotedAbilities(ProbedStores probed) {
        this.probed = probed;
    }

    /** Empty if nobody has asked the store yet. */
    public Optional<StoreAbilities> of(S3Store store) {
        return noted(store).map(ProbedStore::abilities).map(NotedAbilities::read);
    }

    /** Empty also if it was asked before anybody wanted to know of its conditions for whole objects. */
    public Optional<StoreAbilities> withConditionsOf(S3Store store) {
        return noted(store)
                .map(ProbedStore::abilities)
                .filter(json -> tree(json).has(OF_OBJECTS))
                .map(NotedAbilities::read);
    }

    public Optional<ProbedStore> noted(S3Store store) {
        return probed.find(store.name(), store.endpoint());
    }

    public void note(S3Store store, StoreAbilities found) {
        probed.note(store.name(), store.endpoint(), json(found));
    }

    public static StoreAbilities of(@Nullable String json) {
        return json == null ? StoreAbilities.unknown() : read(json);
    }

    public static String json(StoreAbilities abilities) {
        try {
            return JSON.writeValueAsString(abilities);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StoreAbilities read(String json) {
        try {
            return JSON.treeToValue(tree(json), StoreAbilities.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The noted abilities of a store cannot be read: " + json, e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The noted abilities of a store are no JSON: " + json, e);
        }
    }
}
