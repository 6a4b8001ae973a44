package dev.longshore.activities.archive;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.TemporaryObjects;
import dev.longshore.storage.UnfinishedUpload;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Objects beside an archive, in its bucket, that exist only while it is made. */
final class Temporaries {

    private static final Logger LOG = LoggerFactory.getLogger(Temporaries.class);
    private static final int AT_ONCE = 1000;

    private final ArchiveTools tools;

    Temporaries(ArchiveTools tools) {
        this.tools = tools;
    }

    /** The same for a part of a plan whoever builds it, so that a later builder finds what an earlier one has done. */
    static ObjectAddress ofPart(ArchivePlan plan, int number) {
        ObjectAddress place = placeOf(plan);
        return place.withKey(place.key() + number);
    }

    /** The same for a stage of a plan whoever builds it. */
    static ObjectAddress ofStage(ArchivePlan plan, int number) {
        ObjectAddress place = placeOf(plan);
        return place.withKey(place.key() + "stage-" + number);
    }

    private static ObjectAddress placeOf(ArchivePlan plan) {
        ObjectAddress place = ofJob(ArchiveTools.targetOf(plan), plan.jobId());
        return place.withKey(place.key() + plan.hash() + "/");
    }

    /** Another for each taker of the file, so that nobody writes where another has written. */
    static ObjectAddress ofDeflated(ObjectAddress target, TakenFile first) {
        ObjectAddress place = ofJob(target, first.jobId());
        return place.withKey(place.key() + "deflated/" + first.ordinal() + "-" + first.epoch());
    }

    /** Where those of a job are. */
    static ObjectAddress ofJob(ObjectAddress target, String jobId) {
        ObjectAddress place = TemporaryObjects.placeIn(target);
        return place.withKey(place.key() + jobId.replace(':', '/') + "/");
    }

    /** Whether a job may have left any: nothing is copied of small files, and no store is asked whether it could. */
    static boolean mayBeOf(Job job, ArchiveOrder order) {
        return order.deflates() || job.bytes().total() >= PartRules.LEAST;
    }

    /** Only for who knows that nobody builds parts of the job any more. May be repeated. */
    void remove(Run run, Pulse pulse) {
        Job job = tools.jobOf(run);
        ArchiveOrder order = ArchiveOrder.of(job);
        if (!mayBeOf(job, order)) {
            return;
        }
        try {
            remove(ofJob(order.target(), run.jobId()), pulse);
        } catch (RuntimeException error) {
            passOverIfNobodyCouldLeaveAny(order, Failures.explain(error));
        }
    }

    /** Who may not even ask what there is has left nothing there. */
    private void passOverIfNobodyCouldLeaveAny(ArchiveOrder order, ApplicationFailure why) {
        boolean hasRights = order.deflates()
                || new TargetAbilities(tools).known(order.target()).isPresent();
        if (hasRights || !TargetAbilities.isNotAllowed(why)) {
            throw why;
        }
        LOG.warn("Nothing temporary was looked for beside {}: {}", order.target(), why.getOriginalMessage());
    }

    /** Gives back the room that their stages take. Only for who knows that nobody builds parts of those any more. */
    void endUploadsOfEarlierPlans(ArchivePlan plan, Pulse pulse) {
        ObjectAddress place = ofJob(ArchiveTools.targetOf(plan), plan.jobId());
        String ofThis = placeOf(plan).key();
        endUploads(place, key -> !key.startsWith(ofThis), pulse);
    }

    private void remove(ObjectAddress place, Pulse pulse) {
        endUploads(place, any -> true, pulse);
        removeObjects(place, tools.stores().of(place, Right.WRITE), pulse);
    }

    private void endUploads(ObjectAddress place, Predicate<String> keys, Pulse pulse) {
        S3Store store = tools.stores().of(place, Right.WRITE);
        for (UnfinishedUpload upload : pulse.awaiting(() -> store.unfinishedUploadsUnder(place))) {
            if (keys.test(upload.address().key())) {
                store.resume(upload.address(), upload.uploadId()).abort();
                pulse.moved(1);
            }
        }
    }

    private static void removeObjects(ObjectAddress place, S3Store store, Pulse pulse) {
        String after = null;
        do {
            ListedPage page = store.list(place, after, AT_ONCE);
            for (ListedObject object : page.objects()) {
                store.takeBack(place.withKey(object.key()), object.etag());
                pulse.moved(1);
                after = object.key();
            }
            after = page.more() ? after : null;
        } while (after != null);
    }
}
