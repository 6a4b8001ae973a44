package dev.longshore.workflows.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the archive is called: the original archiver's rule, and what it should have refused. A key that ends
 * with a slash stands for a folder, and so does its entry's name.
 */
public final class EntryNames {

    /** The zip format counts a name's bytes in 16 bits. */
    private static final int LONGEST = 65_535;

    private EntryNames() {}

    /** Whether the entry is a folder. */
    public static boolean isFolder(String name) {
        return name.endsWith("/");
    }

    /** No destination: the base name. One without an extension: a folder. One with an extension: the name itself. */
    public static String of(String key, @Nullable String destination) {
        return isFolder(key) ? ofFile(withoutSlash(key), destination) + "/" : ofFile(key, destination);
    }

    private static String ofFile(String key, @Nullable String destination) {
        if (destination == null || destination.isEmpty()) {
            return baseName(key);
        }
        if (hasExtension(destination)) {
            return destination;
        }
        return destination.endsWith("/") ? destination + baseName(key) : destination + "/" + baseName(key);
    }

    /**
     * The key without the prefix that was asked for; an object that is the prefix itself keeps its base name, which is none
     * if it stands for a folder.
     */
    public static String below(String prefix, String key) {
        String rest = key.substring(prefix.length());
        String name = rest.startsWith("/") ? rest.substring(1) : rest;
        return name.isEmpty() ? baseName(key) : name;
    }

    /** Why an unpacker could be led astray by this name; empty if it could not. */
    public static Optional<String> whyUnsafe(String name) {
        if (name.isEmpty()) {
            return Optional.of("the name is empty");
        }
        if (name.startsWith("/") || name.startsWith("\\") || name.matches("(?s)[A-Za-z]:.*")) {
            return Optional.of("the name is absolute");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("the name has control characters");
        }
        if (hasDots(isFolder(name) ? withoutSlash(name) : name)) {
            return Optional.of("the name has a part '.', '..' or none between two slashes");
        }
        if (isBroken(name)) {
            return Optional.of("the name is not well-formed Unicode");
        }
        return name.getBytes(UTF_8).length > LONGEST
                ? Optional.of("the name is longer than 65,535 bytes")
                : Optional.empty();
    }

    /** As above, and why an object of this size cannot have the name. */
    public static Optional<String> whyUnsafe(String name, long size) {
        return isFolder(name) && size > 0
                ? Optional.of("the name is that of a folder, and the object holds " + size + " bytes")
                : whyUnsafe(name);
    }

    /** The stable name of the n-th entry that would be called the same: {@code a.png}, then {@code a (2).png}. */
    public static String numbered(String name, int number) {
        if (isFolder(name)) {
            return withoutSlash(name) + " (" + number + ")/";
        }
        int base = name.lastIndexOf('/') + 1;
        int dot = name.lastIndexOf('.');
        int end = dot > base ? dot : name.length();
        return name.substring(0, end) + " (" + number + ")" + name.substring(end);
    }

    private static String withoutSlash(String name) {
        return name.substring(0, name.length() - 1);
    }

    private static String baseName(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** As Python's {@code os.path.splitext} sees it, which the original asks: leading dots do not begin an extension. */
    private static boolean hasExtension(String destination) {
        return baseName(destination).replaceFirst("^\\.+", "").contains(".");
    }

    private static boolean hasDots(String name) {
        for (String part : name.split("[/\\\\]", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBroken(String name) {
        return !UTF_8.newEncoder().canEncode(name);
    }
}
