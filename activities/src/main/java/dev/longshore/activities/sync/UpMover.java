package dev.longshore.activities.sync;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.Gate;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.Stored;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadTarget;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.FileSource;
import dev.longshore.storage.files.SafeRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the folder to the bucket. */
final class UpMover implements Mover {

    private static final Logger LOG = LoggerFactory.getLogger(UpMover.class);

    /** Up to here a file is read into memory, where its sums are known before it is sent. */
    private static final long SMALL = 256 * 1024;

    /** File systems behind a network answer slowly, but to several. */
    private static final int AT_ONCE = 16;

    private final Flow flow;
    private final SyncTools tools;
    private final UpSources sources;
    private final BigUploads big;
    private final EmptiedFolders emptied;
    private final Gate removing = Gate.of(AT_ONCE);

    UpMover(Flow flow, SyncTools tools, EmptiedFolders emptied) {
        this.emptied = emptied;
        this.flow = flow;
        this.tools = tools;
        sources = new UpSources(flow);
        big = new BigUploads(tools);
    }

    @Override
    public Receipt copy(TakenFile file, SyncFile known, Pulse pulse, Runnable folder) {
        Path path = flow.fileOf(known.path());
        FileIdentity identity = Identities.file(known.identity());
        requireSame(path, identity);
        FileSource source = new FileSource(path, identity);
        return big.isBig(identity.size())
                ? big.copy(new BigUploads.Order(file, flow, known, source), pulse)
                : put(file, known, body(source, identity), pulse);
    }

    @Override
    public Optional<Receipt> copied(TakenFile file, SyncFile known, List<SyncFile> former, Pulse pulse) {
        Path path = flow.fileOf(known.path());
        FileIdentity identity = Identities.file(known.identity());
        if (former.isEmpty() || hasMoreNames(path)) {
            return Optional.empty();
        }
        requireSame(path, identity);
        return new FormerNames(flow, tools.stores(), pulse::moved).find(file, new FileSource(path, identity), former);
    }

    /** Then it was not renamed: each of its names is moved. */
    private static boolean hasMoreNames(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Removals removals() {
        UpSources.Batch batch = sources.batch();
        return new Removals() {
            @Override
            public void setAside(SyncFile known) {
                try {
                    batch.setAside(known);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }

            @Override
            public Removal remove(SyncFile known) {
                try {
                    return removed(known, batch.remove(known));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        };
    }

    private Removal removed(SyncFile known, SafeRemoval.Outcome outcome) throws IOException {
        if (outcome.isGone()) {
            sources.removeMarker(known);
        }
        return switch (outcome) {
            case REMOVED -> {
                LOG.info("Verified and removed local file: {}/{}", flow.name(), known.path());
                emptied.note(Objects.requireNonNull(flow.fileOf(known.path()).getParent()));
                yield Removal.REMOVED;
            }
            case GONE -> Removal.GONE;
            case REPLACED -> Removal.REPLACED;
            case WRITTEN -> Removal.WRITTEN;
        };
    }

    @Override
    public Kept keptAt(SyncFile known) {
        try {
            return sources.keptAt(known)
                    .map(place -> new Kept(
                            place.toString(),
                            "its source is kept as " + place + " for "
                                    + flow.rules().quarantine()))
                    .orElse(Kept.NOWHERE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void purge(KeptSource kept) {
        try {
            sources.purge(Path.of(kept.place()), Identities.file(kept.identity()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Gate gateOfRemovals() {
        return removing;
    }

    @Override
    public Gate gateOf(SyncFile known) {
        return big.isBig(known.bytes()) ? big.gate() : tools.stores().puts(flow.place(), known.bytes());
    }

    private Receipt put(TakenFile file, SyncFile known, PartBody body, Pulse pulse) {
        tools.bandwidth().take(body.length(), () -> pulse.moved(1));
        if (flow.rules().addsVersions()) {
            UploadTarget target = targetOf(flow.objectOf(known.path()), flow, known);
            Stored stored = new Versions(flow, tools.stores()).put(target, body, pulse);
            LOG.info("Uploaded to MinIO: {}", target.address().key());
            return new Receipt(file, target.address().toString(), stored.proof());
        }
        TargetNames names = new TargetNames(tools.ledger().syncMoves(), file, known);
        return names.copied(flow.chosenObject(known), flow::objectOf, new SmallPut(known, body, pulse));
    }

    static UploadTarget targetOf(ObjectAddress target, Flow flow, SyncFile known) {
        long nanos = Identities.file(known.identity()).modified();
        long second = TimeUnit.SECONDS.toNanos(1);
        String modified = Math.floorDiv(nanos, second) + "." + String.format("%09d", Math.floorMod(nanos, second));
        String type = Objects.requireNonNullElse(
                URLConnection.guessContentTypeFromName(target.key()), "application/octet-stream");
        return new UploadTarget(
                target,
                flow.host() + ":" + flow.name() + ":" + known.id() + ":" + known.identity(),
                new ObjectMetadata(type, Map.of("mtime", modified), Map.of(), null, null)); // as rclone writes it
    }

    private static void requireSame(Path path, FileIdentity identity) {
        try {
            Optional<FileIdentity> there = FileIdentity.of(path);
            if (there.isEmpty() && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(path.toString());
            }
            if (!there.equals(Optional.of(identity))) {
                throw new SourceChangedException(path + " is no longer the file that was found");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PartBody body(FileSource source, FileIdentity identity) {
        if (identity.size() > SMALL) {
            return PartBody.of(source, 0, identity.size());
        }
        try (InputStream in = source.open(0, identity.size())) {
            return PartBody.of(in.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of a file that goes in one piece. */
    private final class SmallPut implements TargetNames.Trial<ObjectAddress, RuntimeException> {

        private final S3Store store = tools.stores().of(flow.place(), Right.WRITE);
        private final SyncFile known;
        private final PartBody body;
        private final Pulse pulse;

        SmallPut(SyncFile known, PartBody body, Pulse pulse) {
            this.known = known;
            this.body = body;
            this.pulse = pulse;
        }

        @Override
        public Optional<String> held(ObjectAddress target) {
            return store.holding(targetOf(target, flow, known), body).map(Stored::proof);
        }

        @Override
        public Optional<String> copied(ObjectAddress target) {
            try {
                Stored stored = store.put(targetOf(target, flow, known), body, IfExists.FAIL, pulse::moved);
                LOG.info("Uploaded to MinIO: {}", target.key());
                return Optional.of(stored.proof());
            } catch (TargetExistsException taken) {
                LOG.debug("{} holds another content", target, taken);
                return Optional.empty();
            }
        }
    }
}
