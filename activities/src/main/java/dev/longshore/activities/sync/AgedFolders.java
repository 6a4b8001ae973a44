package dev.longshore.activities.sync;

import dev.longshore.storage.files.Folders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders in which nothing is, nor was for long. */
final class AgedFolders {

    private static final Logger LOG = LoggerFactory.getLogger(AgedFolders.class);

    private AgedFolders() {}

    /** When anything was last done in it; empty if something is in it, or nobody can say. */
    static Optional<Instant> emptySince(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return entries.iterator().hasNext()
                    ? Optional.empty()
                    : Optional.of(Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
                            .toInstant());
        } catch (IOException unknown) {
            LOG.debug("{} is taken for one that is in use", folder, unknown);
            return Optional.empty();
        }
    }

    /** False if somebody has put something into it meanwhile; then it stays. */
    static boolean remove(Path folder) throws IOException {
        try {
            Folders.removeEmpty(folder);
            LOG.info("Removed empty directory by age: {}", folder);
            return true;
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was removed by somebody else", folder, gone);
            return true;
        } catch (DirectoryNotEmptyException used) {
            LOG.debug("{} is in use", folder, used);
            return false;
        } catch (FileSystemException failed) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw failed;
            }
            LOG.debug("{} is no folder any more", folder, failed);
            return false;
        }
    }
}
