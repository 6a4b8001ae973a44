package dev.longshore.storage.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that one alone writes until it is closed, or its process is gone. Others in this process are kept out by a claim on
 * its name, others elsewhere by the system's lock, where the file system has such locks.
 */
final class HeldFile implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldFile.class);

    /**
     * One for the process, as the system's locks are: whoever of it opens a locked file and closes it again ends the lock, so
     * nobody may open it who has no claim.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    /** How often a name may get another file while it is opened. */
    private static final int TRIES = 10;

    private final Path path;
    private final Path claim;
    private final FileChannel channel;
    private final FileIdentity identity;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private HeldFile(Path path, Path claim, FileChannel channel, FileIdentity identity) {
        this.path = path;
        this.claim = claim;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Makes the file if it is not there; its folder must be.
     *
     * @throws FileHeldException if somebody has it
     */
    static HeldFile of(Path path) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Path claim = folder.toRealPath().resolve(path.getFileName());
        if (!CLAIMED.add(claim)) {
            throw isWritten(path);
        }
        Optional<HeldFile> held = Optional.empty();
        try {
            for (int tries = 0; tries < TRIES && held.isEmpty(); tries++) {
                held = opened(path, claim);
            }
            return held.orElseThrow(() -> isWritten(path));
        } finally {
            if (held.isEmpty()) {
                CLAIMED.remove(claim);
            }
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /**
     * For what is done to the file by its name.
     *
     * @throws NoSuchFileException if the name is gone
     * @throws FileHeldException if it is that of another file by now, or the file has another size
     */
    void requireOwn(long size) throws IOException {
        FileIdentity there = FileIdentity.of(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (!there.isSameFile(identity) || there.size() != size) {
            throw new FileHeldException(path + " was replaced or changed by somebody else while it was written");
        }
    }

    /** Whether others may know the file by another name, and write to it there. */
    boolean hasOtherNames() throws IOException {
        return (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
    }

    /** Takes its name away, unless that is another file's by now. */
    void delete() throws IOException {
        if (isOwn()) {
            Files.deleteIfExists(path);
        }
    }

    /** Once only, for the claim may be another's afterwards. */
    @Override
    public void close() throws IOException {
        if (isClosed.getAndSet(true)) {
            return;
        }
        try {
            channel.close();
        } finally {
            CLAIMED.remove(claim);
        }
    }

    private boolean isOwn() throws IOException {
        return FileIdentity.of(path).filter(identity::isSameFile).isPresent();
    }

    /** Empty if what was opened had lost its name before it was locked, or got it just now: then once more. */
    private static Optional<HeldFile> opened(Path path, Path claim) throws IOException {
        Optional<FileIdentity> before = FileIdentity.of(path);
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        boolean isHeld = false;
        try {
            lock(path, channel);
            Optional<FileIdentity> now = FileIdentity.of(path);
            isHeld = now.isPresent() && before.filter(now.get()::isSameFile).isPresent();
            return isHeld ? Optional.of(new HeldFile(path, claim, channel, now.get())) : Optional.empty();
        } finally {
            if (!isHeld) {
                channel.close();
            }
        }
    }

    /** The claim alone has to do where the file system has no locks. */
    private static void lock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException byAnotherClaim) {
            throw isWritten(path);
        } catch (ClosedChannelException ended) {
            throw ended;
        } catch (IOException none) {
            LOG.debug("{} cannot be locked, so no other process is kept out of it: {}", path, none.toString());
            return;
        }
        if (lock == null) {
            throw isWritten(path);
        }
    }

    private static FileHeldException isWritten(Path path) {
        return new FileHeldException(path + " is still written by another attempt");
    }
}
