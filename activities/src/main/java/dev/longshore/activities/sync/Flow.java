package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.ObjectAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
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

    ObjectAddress objectOf(String path) {
        return place.withKey(place.key() + path);
    }

    /** Whether a file was brought to where the flow has its target now; it may have another name there. */
    boolean holdsTarget(SyncFile file) {
        String target = Objects.requireNonNull(file.target(), "what is verified has a target");
        return direction == Direction.UP
                ? folderOf(ObjectAddress.parse(target)).equals(folderOf(objectOf(file.path())))
                : Objects.equals(
                        Path.of(target).getParent(), fileOf(file.path()).getParent());
    }

    private static ObjectAddress folderOf(ObjectAddress object) {
        return object.withKey(object.key().substring(0, object.key().lastIndexOf('/') + 1));
    }

    /** Whether this is an object of the flow; it is not if the flow had another place when that was written down. */
    boolean holds(ObjectAddress object) {
        return object.key().startsWith(place.key())
                && object.withKey(place.key()).equals(place);
    }
}
