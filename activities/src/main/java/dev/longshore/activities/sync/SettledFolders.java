package dev.longshore.activities.sync;

import dev.longshore.storage.files.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders below a flow's that are on the disk with their names, so that what is written into them is found after a power
 * failure: those made here, and once in a process those that are there, for nobody knows whether their makers came so far.
 */
final class SettledFolders {

    private static final int MOST = 100_000;

    private final Path root;
    private final Force force;
    private final Set<Known> settled = ConcurrentHashMap.newKeySet();

    SettledFolders(Path root) {
        this(root, Folders::forceFolderOf);
    }

    SettledFolders(Path root, Force force) {
        this.root = root;
        this.force = force;
    }

    /** Sees to it that the folder in which a file or folder lies is on the disk. */
    interface Force {

        void folderOf(Path path) throws IOException;
    }

    /** With all that are missing above it, up to the root. */
    void make(Path folder) throws IOException {
        if (folder.equals(root)) {
            return;
        }
        make(Objects.requireNonNull(folder.getParent()));
        boolean isNew = isMade(folder);
        Known known = new Known(
                folder, Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
        if (isNew || !settled.contains(known)) {
            force.folderOf(folder);
            note(known);
        }
    }

    private static boolean isMade(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder)) {
                throw there;
            }
            return false;
        }
    }

    private void note(Known folder) {
        if (settled.size() >= MOST) {
            settled.clear();
        }
        settled.add(folder);
    }

    /** One that was removed and made again is another, unless it was given the same number. */
    private record Known(Path path, Object key) {}
}
