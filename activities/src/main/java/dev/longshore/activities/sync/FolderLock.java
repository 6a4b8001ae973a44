package dev.longshore.activities.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds a folder for this process, by a lock on a file in it. Where another folder or disk comes to the place of one, that is
 * held from then on, and the former no longer.
 */
final class FolderLock implements AutoCloseable {

    /** Not the folder's mark: who closes a file that it has read gives up all locks of its process on it. */
    private static final String NAME = Names.OWN + "lock";

    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private @Nullable FileLock lock;

    FolderLock(Path folder) {
        file = folder.resolve(NAME);
    }

    /** From now on or already; false if another has it. */
    synchronized boolean isHeld() throws IOException {
        FileChannel open = isStillThere() ? Objects.requireNonNull(channel) : opened();
        if (lock == null) {
            lock = locked(open);
        }
        return lock != null;
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            channel = null;
            lock = null;
        }
    }

    private boolean isStillThere() throws IOException {
        return channel != null && Objects.equals(key, keyOf(file));
    }

    /** Stays open also if another has the lock, which it would lose if that is of this process. */
    private FileChannel opened() throws IOException {
        close();
        FileChannel open =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        channel = open;
        key = keyOf(file);
        return open;
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }
}
