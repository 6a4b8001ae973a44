package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.ACCESS_DENIED;
import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.activities.failure.Failures;
import dev.longshore.ledger.ProbedStore;
import dev.longshore.ledger.ProbedStores;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreAbilities;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store of an archive can do: asked once for each endpoint, then known to the ledger. */
final class TargetAbilities {

    private static final Logger LOG = LoggerFactory.getLogger(TargetAbilities.class);

    /** A store's abilities may grow, so what an earlier version noted may lack some. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** Who may not write and delete there may do so elsewhere, so the store is asked again the next time. */
    private static final Set<String> NOT_ALLOWED = Set.of(ACCESS_DENIED.name(), INVALID_REQUEST.name());

    private final ProbedStores probed;
    private final ArchiveTools tools;

    TargetAbilities(ArchiveTools tools) {
        this.tools = tools;
        this.probed = tools.ledger().probedStores();
    }

    /**
     * Asks the store, if nobody has done so yet; empty if it cannot be asked there. What is left of a worker that is lost
     * meanwhile is among the temporary objects of the job.
     */
    Optional<StoreAbilities> asked(ObjectAddress target, String jobId) {
        Optional<StoreAbilities> known = known(target);
        return known.isPresent() ? known : probe(target, jobId);
    }

    /** Whether that was found out while this job was there, maybe by a worker of the job that was lost at it. */
    boolean wereAskedSince(Instant orderedAt, ObjectAddress target) {
        return noted(target)
                .filter(found -> !found.probedAt().isBefore(orderedAt))
                .isPresent();
    }

    static boolean isNotAllowed(ApplicationFailure why) {
        return NOT_ALLOWED.contains(why.getType());
    }

    /** Empty if nobody has asked the store yet. */
    Optional<StoreAbilities> known(ObjectAddress target) {
        return noted(target).map(ProbedStore::abilities).map(TargetAbilities::read);
    }

    private Optional<ProbedStore> noted(ObjectAddress target) {
        S3Store store = tools.stores().of(target, Right.WRITE);
        return probed.find(store.name(), store.endpoint());
    }

    static StoreAbilities of(@Nullable String json) {
        return json == null ? StoreAbilities.unknown() : read(json);
    }

    static String json(StoreAbilities abilities) {
        try {
            return JSON.writeValueAsString(abilities);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<StoreAbilities> probe(ObjectAddress target, String jobId) {
        S3Store store = tools.stores().of(target, Right.WRITE);
        try {
            StoreAbilities found = store.probe(Temporaries.ofJob(target, jobId));
            probed.note(store.name(), store.endpoint(), json(found));
            return Optional.of(found);
        } catch (RuntimeException error) {
            ApplicationFailure why = Failures.explain(error);
            if (!isNotAllowed(why)) {
                throw why;
            }
            LOG.warn(
                    "What the store of {} can do is not known, so nothing is copied inside it: {}",
                    target,
                    why.getOriginalMessage());
            return Optional.empty();
        }
    }

    private static StoreAbilities read(String json) {
        try {
            return JSON.readValue(json, StoreAbilities.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The noted abilities of a store cannot be read: " + json, e);
        }
    }
}
