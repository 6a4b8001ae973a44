package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.ACCESS_DENIED;
import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;

import dev.longshore.activities.abilities.NotedAbilities;
import dev.longshore.activities.failure.Failures;
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

    /** Who may not write and delete there may do so elsewhere, so the store is asked again the next time. */
    private static final Set<String> NOT_ALLOWED = Set.of(ACCESS_DENIED.name(), INVALID_REQUEST.name());

    private final NotedAbilities noted;
    private final ArchiveTools tools;

    TargetAbilities(ArchiveTools tools) {
        this.tools = tools;
        this.noted = new NotedAbilities(tools.ledger().probedStores());
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
        return noted.noted(storeOf(target))
                .filter(found -> !found.probedAt().isBefore(orderedAt))
                .isPresent();
    }

    static boolean isNotAllowed(ApplicationFailure why) {
        return NOT_ALLOWED.contains(why.getType());
    }

    /** Empty if nobody has asked the store yet. */
    Optional<StoreAbilities> known(ObjectAddress target) {
        return noted.of(storeOf(target));
    }

    private S3Store storeOf(ObjectAddress target) {
        return tools.stores().of(target, Right.WRITE);
    }

    static StoreAbilities of(@Nullable String json) {
        return NotedAbilities.of(json);
    }

    static String json(StoreAbilities abilities) {
        return NotedAbilities.json(abilities);
    }

    private Optional<StoreAbilities> probe(ObjectAddress target, String jobId) {
        S3Store store = storeOf(target);
        try {
            StoreAbilities found = store.probe(Temporaries.ofJob(target, jobId));
            noted.note(store, found);
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
}
