package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.ACCESS_DENIED;
import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.REFUSED_BY_STORE;
import static java.util.stream.Collectors.groupingBy;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What listings tell of many named sources with few requests: where they lie close together, a listing shows a thousand of
 * them. Whoever is not found here, also where the store does not let us list, must be asked for by itself.
 */
final class ListedSources {

    /** Fewer are asked for by themselves, which tells more of each. */
    private static final int WORTH_LISTING = 50;

    private static final int PAGE = 1000;

    /** What a store may say of a listing though it would show each of the objects. */
    private static final Set<String> REFUSALS =
            Set.of(ACCESS_DENIED.name(), INVALID_REQUEST.name(), BUCKET_MISSING.name(), REFUSED_BY_STORE.name());

    /** Of the objects that are listed so many must be wanted, for a listing of a thousand costs as much as a dozen heads. */
    private static final int WORTH_ONE_IN = 20;

    private final ArchiveTools tools;
    private final Pulse pulse;
    private final Map<ObjectAddress, ListedObject> found = new HashMap<>();

    private ListedSources(ArchiveTools tools, Pulse pulse) {
        this.tools = tools;
        this.pulse = pulse;
    }

    /** Those that listings show. */
    static Map<ObjectAddress, ListedObject> of(List<TakenFile> files, ArchiveTools tools, Pulse pulse) {
        ListedSources listed = new ListedSources(tools, pulse);
        files.stream()
                .map(file -> ObjectAddress.parse(file.source()))
                .collect(groupingBy(address -> address.withKey("")))
                .forEach(listed::find);
        return listed.found;
    }

    private void find(ObjectAddress bucket, List<ObjectAddress> addresses) {
        NavigableSet<String> keys = new TreeSet<>();
        addresses.forEach(address -> keys.add(address.key()));
        try {
            findAll(bucket, keys);
        } catch (RuntimeException error) {
            requireOnlyRefused(Failures.explain(error));
        }
    }

    /** Whoever is asked for by itself then hears it again, and it is told of that file. */
    private static void requireOnlyRefused(ApplicationFailure why) {
        if (!REFUSALS.contains(why.getType())) {
            throw why;
        }
    }

    /** Every page that is followed by another takes some keys away, whatever the store lists, and in whatever order. */
    private void findAll(ObjectAddress bucket, NavigableSet<String> rest) {
        ObjectAddress prefix = bucket.withKey(commonBegin(rest.first(), rest.last()));
        while (rest.size() >= WORTH_LISTING) {
            S3Store store = tools.stores().of(prefix, Right.READ);
            ListedPage page = store.list(prefix, rightBefore(rest.first(), prefix.key()), limitFor(rest.size()));
            pulse.moved(1);
            int known = note(prefix, page, rest);
            if (!page.more() || known == 0 || known < page.objects().size() / WORTH_ONE_IN) {
                return;
            }
            rest.headSet(page.objects().get(page.objects().size() - 1).key(), true)
                    .clear();
        }
    }

    /** With room for some neighbours. */
    private static int limitFor(int wanted) {
        return Math.min(PAGE, wanted + wanted / 4);
    }

    private int note(ObjectAddress prefix, ListedPage page, NavigableSet<String> wanted) {
        int known = 0;
        for (ListedObject object : page.objects()) {
            if (wanted.remove(object.key())) {
                known++;
                found.put(prefix.withKey(object.key()), object);
            }
        }
        return known;
    }

    /** Of the first and the last in order, and so of all between them. */
    private static String commonBegin(String first, String last) {
        int length = 0;
        while (length < Math.min(first.length(), last.length()) && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        return first.substring(0, startOfCharacter(first, length));
    }

    /** A text that comes before the key, and behind most of what does so; null if the prefix says as much. */
    private static @Nullable String rightBefore(String key, String prefix) {
        if (key.length() <= prefix.length()) {
            return null;
        }
        String before = key.substring(0, startOfCharacter(key, key.length() - 1));
        return before.length() <= prefix.length() ? null : before;
    }

    /** No character of two halves is cut. */
    private static int startOfCharacter(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
