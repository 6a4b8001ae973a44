package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Second names for files: the one way to give a file a name that takes it from no other. Some file systems have none. */
@FunctionalInterface
public interface HardLinks {

    /**
     * Gives a file one more name.
     *
     * @throws FileAlreadyExistsException if something has the name, and keeps it
     * @throws UnsupportedOperationException if the file system has no second names; some say so by a plain
     *     {@link FileSystemException}
     */
    void link(Path name, Path file) throws IOException;

    static HardLinks ofTheSystem() {
        return Files::createLink;
    }

    /** Tries it. Who dies meanwhile leaves what {@link FileSink#isUnfinished} tells from files. */
    default boolean areIn(Path folder) throws IOException {
        Path file = Files.createFile(FileSink.anyUnfinished(folder));
        Path name = FileSink.anyUnfinished(folder);
        try {
            link(name, file);
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        } catch (FileSystemException refused) {
            if (saysSomethingElse(refused)) {
                throw refused;
            }
            return false;
        } finally {
            Files.deleteIfExists(name);
            Files.delete(file);
        }
    }

    /** Than that it has no such thing: for that there is no exception of its own. */
    static boolean saysSomethingElse(FileSystemException refused) {
        return refused.getClass() != FileSystemException.class;
    }
}
