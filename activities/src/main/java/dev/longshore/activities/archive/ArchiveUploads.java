package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.UnfinishedUpload;
import dev.longshore.storage.UploadTarget;
import dev.longshore.workflows.control.Run;
import java.time.Duration;
import java.time.Instant;

/**
 * The one upload of an archive. That it is about to begin is written down first, so that an upload whose id was lost on the
 * way to the ledger is found again and ended.
 */
final class ArchiveUploads {

    /** How far the clocks of store and ledger may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final ArchiveTools tools;
    private final ArchivePlans plans;

    ArchiveUploads(ArchiveTools tools) {
        this.tools = tools;
        this.plans = tools.ledger().archivePlans();
    }

    S3Upload open(Run run) {
        ArchivePlan plan = tools.planOf(run);
        ObjectAddress target = ArchiveTools.targetOf(plan);
        S3Store store = tools.stores().of(target, Right.WRITE);
        String uploadId = plan.uploadId();
        if (uploadId != null) {
            return store.resume(target, uploadId);
        }
        endLost(plan);
        plans.intendUpload(run.jobId(), run.epoch());
        S3Upload begun = store.begin(new UploadTarget(target, run.jobId(), ObjectMetadata.of("application/zip")));
        return noted(run, begun, store, target);
    }

    /** Ends uploads that were begun for this plan and whose ids nobody noted. */
    void endLost(ArchivePlan plan) {
        Instant intended = plan.uploadIntendedAt();
        if (intended == null) {
            return;
        }
        ObjectAddress target = ArchiveTools.targetOf(plan);
        S3Store store = tools.stores().of(target, Right.WRITE);
        for (UnfinishedUpload upload : store.unfinishedUploads(target)) {
            boolean after = !upload.initiated().isBefore(intended.minus(SKEW));
            if (after && !plans.isUploadKnown(upload.uploadId())) {
                store.resume(target, upload.uploadId()).abort();
            }
        }
    }

    /** Of two who begin at once the first to note its upload wins; the other's ends. */
    private S3Upload noted(Run run, S3Upload begun, S3Store store, ObjectAddress target) {
        String winner =
                plans.uploadBegun(run.jobId(), run.epoch(), begun.uploadId()).uploadId();
        if (begun.uploadId().equals(winner)) {
            return begun;
        }
        begun.abort();
        return store.resume(target, String.valueOf(winner));
    }
}
