package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** What is done to folders themselves. */
public final class Folders {

    private Folders() {}

    /**
     * Removes a folder in which nothing is. A file or a link that has its name by now stays, which {@link Files#delete} would
     * remove.
     *
     * @throws java.nio.file.DirectoryNotEmptyException if something is in it
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws FileSystemException if it is no folder
     */
    public static void removeEmpty(Path folder) throws IOException {
        Path parent = parentOf(folder);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            if (!(entries instanceof SecureDirectoryStream<Path> secure)) {
                throw new FileSystemException(folder.toString(), null, "this system removes no folder without files");
            }
            secure.deleteDirectory(folder.getFileName());
        }
    }

    /** Sees to it that a file which is there already is on the disk, with its name. */
    public static void force(Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
            content.force(true);
        }
        forceFolderOf(file);
    }

    /** A name lives in its folder, which has to be on the disk as well. */
    public static void forceFolderOf(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(parentOf(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path parentOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root has no folder");
    }
}
