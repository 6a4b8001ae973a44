package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.Right;
import dev.longshore.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds objects below a prefix by listing them again and again, a page at a time. */
final class BucketWatch implements Watch {

    private static final int PAGE = 1_000;

    private final Flow flow;
    private final Stores stores;
    private final Duration interval;
    private final InstantSource clock;
    private final LeftAlone leftAlone = new LeftAlone();
    private Instant listAt = Instant.MIN;
    private boolean seenAll;

    BucketWatch(Flow flow, Stores stores, Duration interval, InstantSource clock) {
        this.flow = flow;
        this.stores = stores;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void look(Finds finds, Duration most) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), listAt);
        if (left.compareTo(most) > 0) {
            Thread.sleep(most.toMillis());
            return;
        }
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
        seenAll = listed(finds);
        listAt = clock.instant().plus(interval);
    }

    @Override
    public boolean hasSeenAll() {
        return seenAll;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private boolean listed(Finds finds) {
        boolean isFree = true;
        @Nullable String after = null;
        ListedPage page;
        do {
            page = stores.of(flow.place(), Right.READ).list(flow.place(), after, PAGE);
            isFree &= finds.found(seen(page)).isEmpty();
            after = lastOf(page, after);
        } while (page.more() && after != null);
        return isFree;
    }

    /** What the next page begins behind. */
    private @Nullable String lastOf(ListedPage page, @Nullable String before) {
        if (page.objects().isEmpty()) {
            return null;
        }
        String last = page.objects().get(page.objects().size() - 1).key();
        if (last.equals(before)) {
            throw UNAVAILABLE.because("the store's listing of " + flow.place() + " does not go on behind " + last);
        }
        return last;
    }

    private List<SeenFile> seen(ListedPage page) {
        return page.objects().stream()
                .filter(this::isFile)
                .map(object -> new SeenFile(pathOf(object), Identities.text(object), object.size()))
                .toList();
    }

    private boolean isFile(ListedObject object) {
        String path = pathOf(object);
        if (SafePaths.isOfFolder(path)) {
            if (object.size() > 0) {
                leftAlone.say(flow.place().withKey(object.key()), SafePaths.HOLDS_BYTES);
            }
            return false;
        }
        if (!SafePaths.isSafe(path)) {
            leftAlone.say(flow.place().withKey(object.key()), "it names no file below " + flow.folder());
            return false;
        }
        return flow.names().holds(path);
    }

    private String pathOf(ListedObject object) {
        return object.key().substring(flow.place().key().length());
    }
}
