package dev.longshore.activities.sync;

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
import dev.longshore.storage.files.FileSink;
import dev.longshore.storage.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    private final Flow flow;
    private final SyncTools tools;
    private final DownSources sources;

    DownMover(Flow flow, SyncTools tools) {
        this.flow = flow;
        this.tools = tools;
        sources = new DownSources(flow, tools.stores());
    }

    @Override
    public Receipt copy(TakenFile file, SyncFile known, Pulse pulse) {
        ObjectAddress address = flow.objectOf(known.path());
        S3Store store = tools.stores().of(address, Right.READ);
        ObjectPin pin = new ObjectPin(address, Identities.etag(known.identity()), known.bytes());
        Download download = new Download(store, pin, bytes -> {
            tools.bandwidth().take(bytes, () -> pulse.moved(1));
            pulse.moved(bytes);
        });
        try {
            return copied(file, known, download);
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
    public Removal removeSource(SyncFile known) {
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
        sources.purge(ObjectAddress.parse(kept.place()));
    }

    @Override
    public Gate gateOf(SyncFile known) {
        return tools.stores().transfers(flow.place());
    }

    private Receipt copied(TakenFile file, SyncFile known, Download download) throws IOException {
        for (int number = 0; number < Suffixes.MOST; number++) {
            Path target = flow.fileOf(Suffixes.of(known.path(), number));
            Optional<String> proof = written(target, known, download);
            if (proof.isPresent()) {
                LOG.info(
                        "Downloaded from MinIO: {}", flow.objectOf(known.path()).key());
                return new Receipt(file, target.toString(), proof.get());
            }
        }
        throw new TargetExistsException(
                flow.fileOf(known.path()) + " and " + Suffixes.MOST + " names like it hold other contents already");
    }

    /** Empty if another content has the name. */
    private Optional<String> written(Path target, SyncFile known, Download download) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return held(target, download);
        }
        requireInside(target);
        try (FileSink sink = FileSink.open(target, known.identity())) {
            return finished(sink, target, known, download);
        }
    }

    /** What will never be finished does not stay. */
    private static Optional<String> finished(FileSink sink, Path target, SyncFile known, Download download)
            throws IOException {
        try {
            String proof = download.into(sink);
            sink.finish(FileTime.fromMillis(Identities.modified(known.identity())));
            return Optional.of(proof);
        } catch (FileAlreadyExistsException taken) {
            sink.discard();
            return held(target, download);
        } catch (SourceChangedException | SourceMissingException | ChecksumMismatchException vain) {
            sink.discard();
            throw vain;
        }
    }

    /** What was moved long ago is no move, though a listing may still show it. */
    private static Optional<String> held(Path target, Download download) throws IOException {
        Optional<String> proof = download.isHeldBy(target);
        if (proof.isPresent()) {
            download.requireObject();
            Folders.force(target);
        }
        return proof;
    }

    /** Nothing is made outside of the folder where a link leads out of it, nor below a file. */
    private void requireInside(Path target) throws IOException {
        Path there = Objects.requireNonNull(target.getParent());
        while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS) && !there.equals(flow.folder())) {
            there = Objects.requireNonNull(there.getParent());
        }
        if (!Files.isDirectory(there)) {
            throw new TargetExistsException(there + " is in the way: it is no folder");
        }
        if (!there.toRealPath().startsWith(flow.folder().toRealPath())) {
            throw new TargetExistsException(there + " is a link that leads out of " + flow.folder());
        }
    }
}
