package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNSAFE_NAME;

import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.ETags;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import dev.longshore.storage.TargetExistsException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes objects away whose content is verified at the target. Those of a flow with a quarantine are kept: as an older version
 * where the bucket keeps versions, else as a copy.
 */
final class DownSources {

    private static final Logger LOG = LoggerFactory.getLogger(DownSources.class);

    private static final long SECOND = 1_000;
    private static final Pattern OWN_PLACE = Pattern.compile(Names.OWN + "trash/[0-9-]{10,}/f([0-9]+)/");

    private static final Pattern END_OF_NO_NAME = Pattern.compile("[./]+$");

    private final Flow flow;
    private final Stores stores;

    DownSources(Flow flow, Stores stores) {
        this.flow = flow;
        this.stores = stores;
    }

    /** False if another content is there by now. */
    boolean remove(SyncFile known) {
        ObjectAddress address = flow.objectOf(known.path());
        S3Store store = stores.of(address, Right.DELETE);
        String etag = Identities.etag(known.identity());
        if (copies()) {
            Optional<ObjectFacts> there = store.certainFacts(address);
            if (there.isEmpty()) {
                return true;
            }
            if (isIt(there.get().etag(), known)) {
                keep(new ObjectPin(address, etag, known.bytes()), known);
            }
        }
        return store.deleteIf(address, etag, modified -> isOfThen(modified, known));
    }

    /** The same bytes that came later are another delivery. Listings tell milliseconds, answers for one object seconds. */
    private static boolean isOfThen(Instant modified, SyncFile known) {
        return Math.abs(modified.toEpochMilli() - Identities.modified(known.identity())) <= SECOND;
    }

    /** Where its copy is; empty also if the bucket itself keeps it. */
    Optional<ObjectAddress> keptAt(SyncFile known) {
        return !copies()
                ? Optional.empty()
                : keptAt(known, S3Store::facts).or(() -> keptAt(known, S3Store::certainFacts));
    }

    private Optional<ObjectAddress> keptAt(SyncFile known, Look look) {
        return placesOf(known).stream()
                .filter(place -> look.at(stores.of(place, Right.READ), place)
                        .filter(there -> there.size() == known.bytes())
                        .filter(there -> isOwn(place, known) || isIt(there.etag(), known))
                        .isPresent())
                .findFirst();
    }

    /** Ends the time of a copy; another object under its key stays. */
    void purge(KeptSource kept) {
        ObjectAddress place = ObjectAddress.parse(kept.place());
        S3Store store = stores.of(place, Right.DELETE);
        Optional<ObjectFacts> there = store.certainFacts(place);
        if (there.isEmpty()) {
            return;
        }
        if (isCopyOf(kept, there.get()) && store.deleteIf(there.get().pin())) {
            LOG.info("Removed after its quarantine: {}", place);
        } else {
            LOG.warn("{} stays: it is not what was put into the quarantine", place);
        }
    }

    /** The ETag of a copy in the place of its own need not be that of what was copied. */
    private boolean isCopyOf(KeptSource kept, ObjectFacts there) {
        boolean isOwn = OWN_PLACE
                .matcher(there.address().key()) // where the flow's place was when it was put there
                .results()
                .anyMatch(own -> own.group(1).equals(String.valueOf(kept.id())));
        return there.size() == kept.bytes() && (isOwn || ETags.same(there.etag(), Identities.etag(kept.identity())));
    }

    private boolean copies() {
        return flow.rules().keepsAside() && !stores.keepsVersions(flow.place());
    }

    private void keep(ObjectPin source, SyncFile known) {
        S3Store store = stores.of(source.address(), Right.WRITE);
        List<ObjectAddress> places = placesOf(known);
        if (places.isEmpty()) {
            throw UNSAFE_NAME.because(
                    source.address() + " stays: what the quarantine puts before its name leaves no room in the "
                            + ObjectAddress.LONGEST_KEY + " bytes that a key may have; shorten the prefix of flow "
                            + flow.name()
                            + ", or set its quarantine to 0s");
        }
        for (ObjectAddress place : places) {
            try {
                if (isOwn(place, known)) {
                    store.copyOver(source, place); // what is there can only be of an attempt whose answer was lost
                } else {
                    store.copy(source, place);
                }
                return;
            } catch (TargetExistsException taken) {
                LOG.debug("{} holds another content", place, taken);
            }
        }
        throw new TargetExistsException(source.address() + " finds no place in the quarantine");
    }

    private boolean isOwn(ObjectAddress place, SyncFile known) {
        return ownPlaceOf(known).filter(place::equals).isPresent();
    }

    /**
     * By the day on which it was found; the second is for what was found under a name that is there already, that is too long,
     * or whose ETag does not tell it from others. None if there is no room for any name.
     */
    private List<ObjectAddress> placesOf(SyncFile known) {
        boolean tells = Identities.etag(known.identity()).matches("\"?[0-9a-f]{32}\"?");
        String byName = trash(known) + known.path();
        Stream<ObjectAddress> named =
                tells && flow.hasObjectFor(byName) ? Stream.of(flow.objectOf(byName)) : Stream.empty();
        return Stream.concat(named, ownPlaceOf(known).stream()).toList();
    }

    /** By its number it is known even if its path loses its end there, for want of room. */
    private Optional<ObjectAddress> ownPlaceOf(SyncFile known) {
        String own = trash(known) + "f" + known.id() + "/";
        int room =
                ObjectAddress.LONGEST_KEY - ObjectAddress.lengthOf(flow.place().key() + own);
        String path = SafePaths.beginning(known.path(), room);
        String name =
                path.equals(known.path()) ? path : END_OF_NO_NAME.matcher(path).replaceFirst("");
        return name.isEmpty() ? Optional.empty() : Optional.of(flow.objectOf(own + name));
    }

    private static String trash(SyncFile known) {
        return Names.OWN + "trash/" + known.foundAt().atZone(ZoneOffset.UTC).toLocalDate() + "/";
    }

    private static boolean isIt(String etag, SyncFile known) {
        return ETags.same(etag, Identities.etag(known.identity()));
    }

    /** How sure one is that nothing is there. */
    private interface Look {
        Optional<ObjectFacts> at(S3Store store, ObjectAddress place);
    }
}
