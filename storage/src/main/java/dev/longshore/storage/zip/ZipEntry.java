package dev.longshore.storage.zip;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as an archive shows it: stored as it is or deflated, readable for all, under a name in UTF-8. A name that ends
 * with a slash makes it a folder, which holds nothing.
 *
 * @param size of the file itself
 * @param modified to the second; an archive shows years from 1980 to 2107
 * @param deflatedSize how many bytes the file is deflated to; null if it is stored
 */
public record ZipEntry(
        String name, long size, Instant modified, @Nullable Long deflatedSize) {

    private static final int LONGEST_NAME = 65_535;

    public ZipEntry {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException("An entry's name has 1 to " + LONGEST_NAME + " bytes");
        }
        if (size < 0) {
            throw new IllegalArgumentException("An entry cannot have " + size + " bytes");
        }
        if (size > 0 && name.endsWith("/")) {
            throw new IllegalArgumentException("A folder cannot have " + size + " bytes");
        }
        if (deflatedSize != null && (deflatedSize <= 0 || size == 0)) {
            throw new IllegalArgumentException(size + " bytes cannot be deflated to " + deflatedSize);
        }
    }

    /** Stored as it is. */
    public ZipEntry(String name, long size, Instant modified) {
        this(name, size, modified, null);
    }

    boolean isDeflated() {
        return deflatedSize != null;
    }

    /** Of its bytes in the archive. */
    public long dataLength() {
        return deflatedSize == null ? size : deflatedSize;
    }

    boolean isFolder() {
        return name.endsWith("/");
    }
}
