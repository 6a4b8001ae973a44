package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNSAFE_NAME;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.ObjectAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flow of this host, as its settings have it.
 *
 * @param folder absolute
 * @param place the bucket, with what all keys begin with
 * @param maxAge after which files of the folder are removed if that loses nothing; null: they are never too old
 */
public record Flow(
        String host,
        String name,
        Direction direction,
        Path folder,
        ObjectAddress place,
        boolean deletesSource,
        Names names,
        Duration settle,
        @Nullable Duration maxAge,
        FlowRules rules) {

    Flow(
            String host,
            String name,
            Direction direction,
            Path folder,
            ObjectAddress place,
            boolean deletesSource,
            Names names,
            Duration settle) {
        this(host, name, direction, folder, place, deletesSource, names, settle, null, FlowRules.none());
    }

    NewFlow announcement() {
        return new NewFlow(host, name, direction, folder.toString(), place.toString());
    }

    /** Whether others know it by the settings that this process has. */
    boolean isAnnouncedAs(SyncFlow known) {
        return direction == known.direction()
                && folder.toString().equals(known.folder())
                && place.toString().equals(known.place());
    }

    /** Where the file with this path below the folder is, or goes. */
    Path fileOf(String path) {
        return folder.resolve(path);
    }

    /**
     * Where the object with this path below the place is, or goes.
     *
     * @throws io.temporal.failure.ApplicationFailure if no object can have such a key; that is a matter of this file alone
     */
    ObjectAddress objectOf(String path) {
        int bytes = ObjectAddress.lengthOf(keyOf(path));
        if (bytes > ObjectAddress.LONGEST_KEY) {
            throw UNSAFE_NAME.because(
                    "its key would have " + bytes + " bytes; stores take at most " + ObjectAddress.LONGEST_KEY);
        }
        return place.withKey(keyOf(path));
    }

    /** Whether an object may have the key that the path has there. */
    boolean hasObjectFor(String path) {
        return ObjectAddress.lengthOf(keyOf(path)) <= ObjectAddress.LONGEST_KEY;
    }

    private String keyOf(String path) {
        return place.key() + path;
    }

    /** Whether a file was brought to where the flow has its target now; it may have another name there. */
    boolean holdsTarget(SyncFile file) {
        String target = Objects.requireNonNull(file.target(), "what is verified has a target");
        return direction == Direction.UP
                ? isInFolderOf(keyOf(file.path()), ObjectAddress.parse(target))
                : Objects.equals(
                        Path.of(target).getParent(), fileOf(file.path()).getParent());
    }

    /** Where an earlier attempt was about to put a content whose own name was another's. */
    Optional<ObjectAddress> chosenObject(SyncFile file) {
        return chosen(file).map(ObjectAddress::parse);
    }

    /** As above, of a flow that downloads. */
    Optional<Path> chosenFile(SyncFile file) {
        return chosen(file).map(Path::of);
    }

    private Optional<String> chosen(SyncFile file) {
        return Optional.ofNullable(file.target()).filter(target -> file.verifiedAt() == null && holdsTarget(file));
    }

    private boolean isInFolderOf(String key, ObjectAddress object) {
        return object.withKey(place.key()).equals(place)
                && folderOf(object.key()).equals(folderOf(key));
    }

    private static String folderOf(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** Whether this is an object of the flow; it is not if the flow had another place when that was written down. */
    boolean holds(ObjectAddress object) {
        return object.key().startsWith(place.key())
                && object.withKey(place.key()).equals(place);
    }
}
