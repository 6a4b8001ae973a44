package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.SafeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files away whose content is verified at the target; those of a flow with a quarantine are kept aside. */
final class UpSources {

    private static final Logger LOG = LoggerFactory.getLogger(UpSources.class);

    /** What the names of files aside begin with, before the number by which the ledger knows their file. */
    static final String FILE = "f";

    /** The same, of markers. */
    static final String MARKER = "m";

    private final Flow flow;
    private final Path aside;
    private final SafeRemoval removal;

    UpSources(Flow flow) {
        this.flow = flow;
        aside = flow.folder().resolve(Names.OWN + "trash");
        removal = new SafeRemoval(aside, new Writers(aside));
    }

    SafeRemoval removal() {
        return removal;
    }

    /** Files that are removed together. */
    Batch batch() {
        return new Batch();
    }

    /** May be used by several at a time. */
    final class Batch {

        private final SafeRemoval.Batch files = removal.batch();

        void setAside(SyncFile known) throws IOException {
            files.setAside(flow.fileOf(known.path()), Identities.file(known.identity()), FILE + known.id());
        }

        SafeRemoval.Outcome remove(SyncFile known) throws IOException {
            FileIdentity verified = Identities.file(known.identity());
            return files.remove(flow.fileOf(known.path()), verified, FILE + known.id(), moved -> end(moved, known));
        }

        /** Ends a removal that was broken off; false if what is aside is not what was verified, or is being written to. */
        boolean finish(SyncFile known, String token) throws IOException {
            return files.finish(Identities.file(known.identity()), token, moved -> end(moved, known));
        }

        /** Ends the removal of a marker that was broken off, or gives it its name back. */
        void settleMarker(SyncFile known, String token) throws IOException {
            Optional<Path> marker = markerOf(known);
            Optional<FileIdentity> identity = Identities.marker(known.identity());
            boolean isDone = known.verifiedAt() != null
                    && identity.isPresent()
                    && files.finish(identity.get(), token, Files::delete);
            if (!isDone && marker.isPresent()) {
                removal.putBack(marker.get(), token);
            }
        }
    }

    /** Of a file that is moved, unless another has taken its place. */
    void removeMarker(SyncFile known) throws IOException {
        Optional<Path> marker = markerOf(known);
        Optional<FileIdentity> identity = Identities.marker(known.identity());
        if (marker.isPresent() && identity.isPresent()) {
            removal.remove(marker.get(), identity.get(), MARKER + known.id());
        }
    }

    private Optional<Path> markerOf(SyncFile known) {
        return Optional.ofNullable(flow.rules().marker()).map(marker -> flow.fileOf(known.path() + marker));
    }

    /** Where it is kept after it was removed; also by one who died then. */
    Optional<Path> keptAt(SyncFile known) throws IOException {
        FileIdentity verified = Identities.file(known.identity());
        for (Path place : flow.rules().keepsAside() ? placesOf(known) : List.<Path>of()) {
            if (verified.isAt(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** Ends the time of one that is kept; another file under its name stays. */
    synchronized void purge(Path place, FileIdentity verified) throws IOException {
        if (verified.isAt(place)) {
            Files.delete(place);
            LOG.info("Removed after its quarantine: {}", place);
        }
        Path folder = Objects.requireNonNull(place.getParent());
        while (!folder.equals(aside) && folder.startsWith(aside) && isRemoved(folder)) {
            folder = Objects.requireNonNull(folder.getParent());
        }
    }

    private void end(Path moved, SyncFile known) throws IOException {
        if (flow.rules().keepsAside()) {
            keep(moved, known);
        } else {
            Files.delete(moved);
        }
    }

    /** Nobody else gives names there, and no folder is removed meanwhile. */
    private synchronized void keep(Path moved, SyncFile known) throws IOException {
        for (Path place : placesOf(known)) {
            if (isFree(place)) {
                Files.createDirectories(Objects.requireNonNull(place.getParent()));
                Files.move(moved, place, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
        }
        throw new FileAlreadyExistsException(moved + " finds no place in " + aside);
    }

    /** By the day on which it was found; the second is for what was found under a name that is there already. */
    private List<Path> placesOf(SyncFile known) {
        String day = known.foundAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
        Path folder = aside.resolve(day);
        return List.of(
                folder.resolve(known.path()), folder.resolve("f" + known.id()).resolve(known.path()));
    }

    private boolean isFree(Path place) {
        for (Path parent = place.getParent(); parent != null && !parent.equals(aside); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return Files.notExists(place, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isRemoved(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException used) {
            LOG.debug("{} is in use", folder, used);
            return false;
        }
    }
}
