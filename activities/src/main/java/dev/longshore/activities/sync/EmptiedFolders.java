package dev.longshore.activities.sync;

import dev.longshore.storage.files.Folders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders out of which files were moved. Those that stay empty for a while are removed; one in which somebody did something
 * meanwhile is in use, and stays. What is not removed before this process ends stays as well.
 */
final class EmptiedFolders {

    private static final Logger LOG = LoggerFactory.getLogger(EmptiedFolders.class);

    private final Path root;
    private final Duration settle;
    private final InstantSource clock;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    EmptiedFolders(Path root, Duration settle, InstantSource clock) {
        this.root = root;
        this.settle = settle;
        this.clock = clock;
    }

    /** A file was moved out of it. */
    void note(Path folder) {
        if (folder.startsWith(root) && !folder.equals(root)) {
            folders.add(folder);
        }
    }

    /** Removes those that are empty, and have been for a while. */
    void removeSettled() {
        folders.removeIf(this::isSettled);
    }

    /** Whether no more is to be done about it. */
    private boolean isSettled(Path folder) {
        try {
            if (!hasSettled(folder)) {
                return false;
            }
            remove(folder);
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was removed by somebody else", folder, gone);
        } catch (IOException failed) {
            LOG.warn("{} could not be removed: {}", folder, failed.toString());
        }
        return true;
    }

    private boolean hasSettled(Path folder) throws IOException {
        Instant touched =
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        return !touched.plus(settle).isAfter(clock.instant());
    }

    private void remove(Path folder) throws IOException {
        try {
            Folders.removeEmpty(folder);
            LOG.info("Removed empty directory after successful sync: {}", folder);
            note(Objects.requireNonNull(folder.getParent()));
        } catch (DirectoryNotEmptyException used) {
            LOG.debug("{} is in use", folder, used);
        }
    }
}
