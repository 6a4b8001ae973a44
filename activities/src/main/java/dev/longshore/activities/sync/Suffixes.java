package dev.longshore.activities.sync;

import java.nio.charset.StandardCharsets;

/** Names for a content whose own name is taken by another. */
final class Suffixes {

    static final int MOST = 1_000;

    private Suffixes() {}

    /** The path itself for 0; {@code a/b-1.txt} for {@code a/b.txt} and 1. A name that would be too long loses its end. */
    static String of(String path, int number) {
        if (number == 0) {
            return path;
        }
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        int end = dot > slash + 1 ? dot : path.length();
        String suffix = "-" + number + path.substring(end);
        if (lengthOf(suffix) > SafePaths.LONGEST_NAME / 2) { // no extension at all
            suffix = "-" + number;
            end = path.length();
        }
        while (lengthOf(path.substring(slash + 1, end) + suffix) > SafePaths.LONGEST_NAME) {
            end = path.offsetByCodePoints(end, -1);
        }
        return path.substring(0, end) + suffix;
    }

    private static int lengthOf(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
