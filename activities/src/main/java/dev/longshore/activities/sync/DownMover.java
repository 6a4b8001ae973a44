package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.Gate;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceMissingException;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.files.Download;
import dev.longshore.storage.files.FileHeldException;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.FileSink;
import dev.longshore.storage.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the bucket to the folder. */
final class DownMover implements Mover {

    private static final Logger LOG = LoggerFactory.getLogger(DownMover.class);

    /** A file that takes long may end a worker as often as it likes if it gets on by so many bytes each time. */
    private static final long ENOUGH_TO_COUNT = 1 << 20;

    private final Flow flow;
    private final SyncTools tools;
    private final DownSources sources;
    private final SettledFolders folders;

    DownMover(Flow flow, SyncTools tools) {
        this.flow = flow;
        this.tools = tools;
        sources = new DownSources(flow, tools.stores());
        folders = new SettledFolders(flow.folder());
    }

    @Override
    public Receipt copy(TakenFile file, SyncFile known, Pulse pulse, Runnable folder) {
        ObjectAddress address = flow.objectOf(known.path());
        S3Store store = tools.stores().of(address, Right.READ);
        ObjectPin pin = new ObjectPin(address, Identities.etag(known.identity()), known.bytes());
        Download download = new Download(store, pin, new Tally(file, pulse));
        try {
            return copied(file, new Fetch(known, download, pulse, folder));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An object that has another name is another one. */
    @Override
    public Optional<Receipt> copied(TakenFile file, SyncFile known, List<SyncFile> former, Pulse pulse) {
        return Optional.empty();
    }

    @Override
    public Removals removals() {
        return this::remove;
    }

    private Removal remove(SyncFile known) {
        ObjectAddress address = flow.objectOf(known.path());
        if (!sources.remove(known)) {
            return Removal.REPLACED;
        }
        LOG.info("Verified and removed from MinIO: {}", address.key());
        return Removal.REMOVED;
    }

    @Override
    public Kept keptAt(SyncFile known) {
        if (!flow.rules().keepsAside()) {
            return Kept.NOWHERE;
        }
        return sources.keptAt(known)
                .map(place -> new Kept(
                        place.toString(),
                        "its source is kept as " + place + " for "
                                + flow.rules().quarantine()))
                .orElse(new Kept(
                        null, "its source is kept as an older version, for as long as the bucket keeps those"));
    }

    @Override
    public void purge(KeptSource kept) {
        sources.purge(kept);
    }

    @Override
    public Gate gateOf(SyncFile known) {
        return tools.stores().transfers(flow.place());
    }

    @Override
    public Gate gateOfRemovals() {
        return tools.stores().heads(flow.place());
    }

    /** An object to be copied, and the means. */
    private record Fetch(SyncFile known, Download download, Pulse pulse, Runnable folder) {}

    /** Keeps to the bandwidth, and notes once that a large transfer gets on: what is read of the disk does not count. */
    private final class Tally implements Download.Progress {

        private final TakenFile file;
        private final Pulse pulse;
        private long left = ENOUGH_TO_COUNT;

        Tally(TakenFile file, Pulse pulse) {
            this.file = file;
            this.pulse = pulse;
        }

        @Override
        public void read(long bytes) {
            pulse.moved(bytes);
        }

        @Override
        public void fetched(long bytes) {
            tools.bandwidth().take(bytes, () -> pulse.moved(1));
            pulse.moved(bytes);
            boolean isOver = left <= 0;
            left -= bytes;
            if (!isOver && left <= 0) {
                tools.ledger().syncMoves().gotOn(file);
            }
        }

        /** As much work, and workers may be killed during this as well. */
        @Override
        public void compared(long bytes) {
            fetched(bytes);
        }
    }

    private Receipt copied(TakenFile file, Fetch fetch) throws IOException {
        SyncFile known = fetch.known();
        TargetNames names = new TargetNames(tools.ledger().syncMoves(), file, known);
        Receipt receipt =
                names.copied(flow.chosenFile(known), flow::fileOf, new TargetNames.Trial<Path, IOException>() {

                    @Override
                    public Optional<String> held(Path target) throws IOException {
                        return isTaken(target) ? DownMover.held(target, fetch) : Optional.empty();
                    }

                    @Override
                    public Optional<String> copied(Path target) throws IOException {
                        return written(target, fetch);
                    }
                });
        LOG.info("Downloaded from MinIO: {}", flow.objectOf(known.path()).key());
        return receipt;
    }

    private static boolean isTaken(Path target) {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty if another content has the name. */
    private Optional<String> written(Path target, Fetch fetch) throws IOException {
        if (isTaken(target)) {
            return held(target, fetch);
        }
        requireInside(target);
        Path folder = Objects.requireNonNull(target.getParent());
        try {
            folders.make(folder);
            try (FileSink sink = FileSink.open(target, fetch.known().identity())) {
                return written(sink, target, fetch);
            }
        } catch (FileHeldException | NoRoomException waits) {
            throw UNAVAILABLE.because("the download to " + target + " waits: " + waits.getMessage(), waits);
        } catch (NoSuchFileException gone) {
            throw UNAVAILABLE.because("what was written for " + target + " is gone; was its folder away?", gone);
        }
    }

    /** Where nobody's end makes room for it, what there is of it may be what takes the room of another. */
    private Optional<String> written(FileSink sink, Path target, Fetch fetch) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent());
        try {
            return tools.room().within(folder, () -> left(sink, fetch), () -> finished(sink, target, fetch));
        } catch (NoRoomException full) {
            boolean isVain = !full.isForOthers()
                    && tools.suspects().isGivenUp(fetch.known().id());
            if (isVain || sink.held() == 0) {
                sink.discard();
            }
            throw full;
        }
    }

    /** What was given up needs no room, nor what nobody can ask for any more. */
    private static long left(FileSink sink, Fetch fetch) {
        try {
            return fetch.known().bytes() - sink.held();
        } catch (IOException closed) {
            LOG.debug("A download that ended needs no room", closed);
            return 0;
        }
    }

    /** What will never be finished does not stay. */
    private static Optional<String> finished(FileSink sink, Path target, Fetch fetch) throws IOException {
        try {
            String proof = fetch.download().into(sink);
            finish(sink, fetch);
            return Optional.of(proof);
        } catch (FileAlreadyExistsException taken) {
            sink.discard();
            return held(target, fetch);
        } catch (SourceChangedException | SourceMissingException | ChecksumMismatchException vain) {
            sink.discard();
            throw vain;
        }
    }

    /** A disk may take long to have all of a large file. */
    private static void finish(FileSink sink, Fetch fetch) throws IOException {
        FileTime modified =
                FileTime.fromMillis(Identities.modified(fetch.known().identity()));
        try {
            fetch.pulse().awaiting(() -> {
                try {
                    sink.finish(modified, fetch.folder());
                    return true;
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** What was moved long ago is no move, though a listing may still show it. */
    private static Optional<String> held(Path target, Fetch fetch) throws IOException {
        fetch.folder().run();
        Optional<FileIdentity> read = FileIdentity.of(target);
        Optional<String> proof = fetch.download().isHeldBy(target);
        if (proof.isEmpty()) {
            return proof;
        }
        fetch.download().requireObject();
        Folders.force(target);
        fetch.folder().run();
        Optional<FileIdentity> there = FileIdentity.of(target);
        if (there.isPresent() && !there.equals(read)) { // somebody may have taken it
            throw UNAVAILABLE.because(target + " was changed while it was compared");
        }
        return proof;
    }

    /** Nothing is made outside of the folder where a link leads out of it, nor below a file. */
    private void requireInside(Path target) throws IOException {
        Path there = Objects.requireNonNull(target.getParent());
        while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS) && !there.equals(flow.folder())) {
            there = Objects.requireNonNull(there.getParent());
        }
        if (Files.notExists(flow.folder())) {
            throw UNAVAILABLE.because(
                    "folder " + flow.folder() + " of flow " + flow.name() + " is gone; is it mounted?");
        }
        if (!Files.isDirectory(there)) {
            throw new TargetExistsException(there + " is in the way: it is no folder");
        }
        if (!there.toRealPath().startsWith(flow.folder().toRealPath())) {
            throw new TargetExistsException(there + " is a link that leads out of " + flow.folder());
        }
    }
}
