package dev.longshore.activities.sync;

import dev.longshore.storage.ObjectAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names for a content whose own name is taken by another. */
final class Suffixes {

    static final int MOST = 1_000;

    private static final Pattern SUFFIXED = Pattern.compile("(.*)-[0-9]{1,3}((?:\\.[^./]*)?)", Pattern.DOTALL);
    private static final int LONGEST_CHARACTER = 4;

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
        if (ObjectAddress.lengthOf(suffix) > SafePaths.LONGEST_NAME / 2) { // no extension at all
            suffix = "-" + number;
            end = path.length();
        }
        String name = path.substring(slash + 1, end);
        int room = SafePaths.LONGEST_NAME - ObjectAddress.lengthOf(suffix);
        return path.substring(0, slash + 1) + SafePaths.beginning(name, room) + suffix;
    }

    /** Under which name a content may have been that has this one now; a name that lost its end cannot be told. */
    static Optional<String> without(String path) {
        Matcher suffixed = SUFFIXED.matcher(path);
        return suffixed.matches() ? Optional.of(suffixed.group(1) + suffixed.group(2)) : Optional.empty();
    }

    /** Whether a name may have lost its end to make room for its number. */
    static boolean mayHaveLostItsEnd(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return ObjectAddress.lengthOf(name) > SafePaths.LONGEST_NAME - LONGEST_CHARACTER
                && SUFFIXED.matcher(path).matches();
    }
}
