package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Which file, with which content, was under a name when it was looked at. A name that shows the same later holds the same
 * bytes, unless somebody wrote as many in place and then set the clock back.
 *
 * @param device of the file system
 * @param inode within it; stays when the file is renamed
 * @param modified nanoseconds since 1970
 */
public record FileIdentity(long device, long inode, long size, long modified) {

    private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,isRegularFile";

    /** Empty if there is nothing, or something that is no regular file; links are not followed. */
    public static Optional<FileIdentity> of(Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(attributes.get("isRegularFile"))
                    ? Optional.of(of(attributes))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (FileSystemException refused) {
            if (isBelowAFile(path)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Where a folder was, there may be something else by now. */
    private static boolean isBelowAFile(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return !Files.isDirectory(parent);
            }
        }
        return false;
    }

    /** Whether the path holds this content now. */
    public boolean isAt(Path path) throws IOException {
        return of(path).filter(this::equals).isPresent();
    }

    /** Under whichever name, and with whichever content. */
    boolean isSameFile(FileIdentity other) {
        return device == other.device && inode == other.inode;
    }

    /** Of what the view {@code unix} says: {@code dev}, {@code ino}, {@code size} and {@code lastModifiedTime}. */
    public static FileIdentity of(Map<String, Object> attributes) {
        FileTime modified = (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"));
        return new FileIdentity(
                number(attributes, "dev"),
                number(attributes, "ino"),
                number(attributes, "size"),
                modified.to(TimeUnit.NANOSECONDS));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return (long) Objects.requireNonNull(attributes.get(name));
    }
}
