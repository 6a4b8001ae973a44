package dev.longshore.storage.zip;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A file as an archive shows it: stored as it is, readable for all, under a name in UTF-8. A name that ends with a slash
 * makes it a folder, which holds nothing.
 *
 * @param modified to the second; an archive shows years from 1980 to 2107
 */
public record ZipEntry(String name, long size, Instant modified) {

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
    }

    boolean isFolder() {
        return name.endsWith("/");
    }
}
