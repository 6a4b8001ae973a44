package dev.longshore.activities.sync;

import dev.longshore.storage.ObjectAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which keys name a file below a folder, and no other. */
final class SafePaths {

    static final int LONGEST_NAME = 255;
    private static final Pattern SLASH = Pattern.compile("/");

    /** Why an object stays where it is that is shown as a folder and is none. */
    static final String HOLDS_BYTES = "its key is that of a folder, but it holds bytes";

    private SafePaths() {}

    /** How some programs show folders: as empty objects. */
    static boolean isOfFolder(String path) {
        return path.isEmpty() || path.endsWith("/");
    }

    /** Of plain names with single slashes between them. */
    static boolean isSafe(String path) {
        return path.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(path)
                && !path.endsWith("/")
                && SLASH.splitAsStream(path).allMatch(SafePaths::isName);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && ObjectAddress.lengthOf(name) <= LONGEST_NAME;
    }

    /** The beginning of a name, in whole characters, that has at most so many bytes. */
    static String beginning(String name, int bytes) {
        int end = name.length();
        while (end > 0 && ObjectAddress.lengthOf(name.substring(0, end)) > bytes) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
