package dev.longshore.starters.archive;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.archive.TracedPlace;
import dev.longshore.ledger.archive.TracedUpload;
import dev.longshore.starters.archive.Orphan.Kind;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.TemporaryObjects;
import dev.longshore.storage.UnfinishedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what jobs left in a bucket. What is not under the prefix of temporary objects is ours only if the ledger knows it:
 * others may upload into the same bucket.
 */
final class Orphans {

    private static final int AT_ONCE = 1000;

    private final Ledger ledger;
    private final Reach reach;
    private final Instant before;
    private final int most;
    private final List<Orphan> found = new ArrayList<>();
    private final Map<String, Boolean> unfinished = new HashMap<>();

    /**
     * Nothing found yet.
     *
     * @param before only what is older counts
     * @param most to be found, in all buckets together
     */
    Orphans(Ledger ledger, Reach reach, Instant before, int most) {
        this.ledger = ledger;
        this.reach = reach;
        this.before = before;
        this.most = most;
    }

    List<Orphan> found() {
        return List.copyOf(found);
    }

    boolean isFull() {
        return found.size() >= most;
    }

    /** Uploads first, for some of them may make an object yet. */
    void lookInto(ObjectAddress bucket) {
        for (UnfinishedUpload upload :
                reach.ask(bucket, Right.WRITE, store -> store.unfinishedUploadsUnder(bucket.withKey("")))) {
            if (!isFull() && upload.initiated().isBefore(before)) {
                orphaned(upload).ifPresent(found::add);
            }
        }
        String after = null;
        boolean more = true;
        while (more && !isFull()) {
            ListedPage page = page(TemporaryObjects.placeIn(bucket), after);
            page.objects().forEach(object -> add(bucket, object));
            after = page.objects().isEmpty()
                    ? null
                    : page.objects().get(page.objects().size() - 1).key();
            more = page.more() && after != null;
        }
    }

    private ListedPage page(ObjectAddress prefix, @Nullable String after) {
        return reach.ask(prefix, Right.READ, store -> store.list(prefix, after, AT_ONCE));
    }

    private Optional<Orphan> orphaned(UnfinishedUpload upload) {
        ObjectAddress address = upload.address();
        boolean isTemporary =
                address.key().startsWith(TemporaryObjects.placeIn(address).key());
        String job = isTemporary ? jobOf(address) : endedJobOf(upload);
        boolean isOrphan = isTemporary ? !isUnfinished(job) : job != null;
        return isOrphan
                ? Optional.of(
                        new Orphan(Kind.UPLOAD, address, upload.uploadId(), upload.initiated(), bytesOf(upload), job))
                : Optional.empty();
    }

    private @Nullable String endedJobOf(UnfinishedUpload upload) {
        ObjectAddress address = upload.address();
        TracedPlace place = new TracedPlace(address.store(), address.bucket());
        TracedUpload trace = new TracedUpload(place, address.key(), upload.uploadId(), upload.initiated());
        return ledger.archiveTraces().endedJobOf(trace).orElse(null);
    }

    private void add(ObjectAddress bucket, ListedObject object) {
        ObjectAddress address = bucket.withKey(object.key());
        String job = jobOf(address);
        if (!isFull() && object.modified().isBefore(before) && !isUnfinished(job)) {
            found.add(new Orphan(Kind.OBJECT, address, object.etag(), object.modified(), object.size(), job));
        }
    }

    private boolean isUnfinished(@Nullable String job) {
        return job != null && unfinished.computeIfAbsent(job, this::askIfUnfinished);
    }

    private boolean askIfUnfinished(String job) {
        return ledger.jobs()
                .find(job)
                .filter(there -> !there.state().isFinished())
                .isPresent();
    }

    private long bytesOf(UnfinishedUpload upload) {
        return reach.ask(
                upload.address(),
                Right.WRITE,
                store -> store.resume(upload.address(), upload.uploadId()).held().values().stream()
                        .mapToLong(HeldPart::size)
                        .sum());
    }

    /** What activities write begins with room and id of the job; null for what a probe of the store left. */
    private static @Nullable String jobOf(ObjectAddress temporary) {
        int behind = TemporaryObjects.placeIn(temporary).key().length();
        String[] steps = temporary.key().substring(behind).split("/", 3);
        return steps.length == 3 ? steps[0] + ":" + steps[1] : null;
    }
}
