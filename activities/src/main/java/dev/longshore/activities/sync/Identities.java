package dev.longshore.activities.sync;

import dev.longshore.storage.ListedObject;
import dev.longshore.storage.files.FileIdentity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the ledger writes which content is meant. */
final class Identities {

    private static final Pattern SEPARATOR = Pattern.compile(":");

    private static final int PARTS = 4;

    private Identities() {}

    static String text(FileIdentity file) {
        return file.device() + ":" + file.inode() + ":" + file.size() + ":" + file.modified();
    }

    /** Of one that a marker says is finished: with another marker it is another. */
    static String text(FileIdentity file, FileIdentity marker) {
        return text(file) + ":" + text(marker);
    }

    static FileIdentity file(String text) {
        return file(numbersOf(text));
    }

    /** Of the marker; empty if there was none. */
    static Optional<FileIdentity> marker(String text) {
        List<Long> numbers = numbersOf(text);
        return numbers.size() < 2 * PARTS ? Optional.empty() : Optional.of(file(numbers.subList(PARTS, 2 * PARTS)));
    }

    private static List<Long> numbersOf(String text) {
        return SEPARATOR.splitAsStream(text).map(Long::valueOf).toList();
    }

    private static FileIdentity file(List<Long> numbers) {
        return new FileIdentity(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    /** Of an object that was put again with the same bytes it is another. */
    static String text(ListedObject object) {
        return object.modified().toEpochMilli() + ":" + object.etag();
    }

    static long modified(String text) {
        return Long.parseLong(text.substring(0, text.indexOf(':')));
    }

    static String etag(String text) {
        return text.substring(text.indexOf(':') + 1);
    }
}
