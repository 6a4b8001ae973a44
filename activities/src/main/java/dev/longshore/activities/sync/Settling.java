package dev.longshore.activities.sync;

import dev.longshore.storage.files.FileIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that were touched lately and must first stand still. It holds a bounded number of them; what finds no place is found
 * again when all of the folder is compared.
 */
final class Settling {

    private static final int MOST = 100_000;

    private final Duration settle;
    private final InstantSource clock;
    private final Map<String, Held> held = new HashMap<>();
    private Map<String, Held> looked = Map.of();
    private boolean hasLeftOut;

    Settling(Duration settle, InstantSource clock) {
        this.settle = settle;
        this.clock = clock;
    }

    /**
     * Whether nobody has touched the file for so long that it may be taken for finished: by the file's own time, or, where
     * the clock of its file system goes ahead of ours, by what was seen of it. If not, it is held.
     */
    boolean isStill(FoundFile file) {
        Instant now = clock.instant();
        Held before = looked.get(file.path());
        Instant since = before != null && file.identity().equals(before.identity()) ? before.since() : now;
        if (!touched(file).plus(settle).isAfter(now) || !since.plus(settle).isAfter(now)) {
            return true;
        }
        hold(
                file.path(),
                new Held(file.identity(), since, earlier(touched(file), since).plus(settle)));
        return false;
    }

    /** To be looked at again after as long as a file has to stand still. */
    void awaitAnew(String path) {
        hold(path, new Held(null, clock.instant(), clock.instant().plus(settle)));
    }

    /** Those whose time has come. Until {@link #looked} is said, it is known what was seen of them. */
    List<String> due() {
        Instant now = clock.instant();
        looked = new HashMap<>(held);
        looked.values().removeIf(each -> each.due().isAfter(now));
        held.keySet().removeAll(looked.keySet());
        return List.copyOf(looked.keySet());
    }

    /** All that were due have been looked at. */
    void looked() {
        looked = Map.of();
    }

    /** How long until the first is due, but not longer than this. */
    Duration untilNext(Duration most) {
        Instant now = clock.instant();
        return held.values().stream()
                .map(each -> Duration.between(now, each.due()))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .min(Duration::compareTo)
                .filter(left -> left.compareTo(most) < 0)
                .orElse(most);
    }

    boolean isEmpty() {
        return held.isEmpty() && !hasLeftOut;
    }

    /** Whether all that are held have had their time, and there were more than could be held. */
    boolean leftOut() {
        return held.isEmpty() && hasLeftOut;
    }

    /** All are looked at from now on. */
    void compared() {
        hasLeftOut = false;
    }

    private void hold(String path, Held file) {
        if (held.size() < MOST || held.containsKey(path)) {
            held.put(path, file);
        } else {
            hasLeftOut = true;
        }
    }

    /** A time that somebody set into the future says nothing; when it was set, the other says. */
    private Instant touched(FoundFile file) {
        boolean isLater = file.modified().isAfter(file.changed());
        return isLater && !file.modified().isAfter(clock.instant()) ? file.modified() : file.changed();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * What was seen of a file.
     *
     * @param identity null if only the name matters
     * @param since when this content was first seen
     */
    private record Held(@Nullable FileIdentity identity, Instant since, Instant due) {}
}
