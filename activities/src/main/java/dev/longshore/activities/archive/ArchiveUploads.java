package dev.longshore.activities.archive;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.ledger.archive.LeftUpload;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.UnfinishedUpload;
import dev.longshore.storage.UploadTarget;
import dev.longshore.workflows.control.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one upload of an archive. That it is about to begin is written down first, so that an upload whose id was lost on the
 * way to the ledger is found again and ended.
 */
final class ArchiveUploads {

    /** How far the clocks of store and ledger may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** How long a request to begin may be on its way, with what the client tries again. */
    private static final Duration LATEST_BEGIN = Duration.ofMinutes(10);

    private final ArchiveTools tools;
    private final ArchivePlans plans;

    ArchiveUploads(ArchiveTools tools) {
        this.tools = tools;
        this.plans = tools.ledger().archivePlans();
    }

    /** Also ends what earlier plans of the job have left; the caller knows that nobody works on those any more. */
    void begin(Run run) {
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            if (!plans.leftovers(run.jobId()).isEmpty()) {
                new Temporaries(tools).endUploadsOfEarlierPlans(tools.planOf(run), pulse);
            }
            endLeftovers(run, pulse);
            pulse.awaiting(() -> open(run));
        }
    }

    S3Upload open(Run run) {
        ArchivePlan plan = tools.planOf(run);
        ObjectAddress target = ArchiveTools.targetOf(plan);
        S3Store store = tools.stores().of(target, Right.WRITE);
        StoreAbilities abilities = TargetAbilities.of(plan.abilities());
        String uploadId = plan.uploadId();
        if (uploadId != null) {
            return store.resume(target, uploadId, abilities);
        }
        endLost(target, plan.uploadIntendedAt(), null);
        plans.intendUpload(run.jobId(), run.epoch());
        UploadTarget archive = new UploadTarget(target, run.jobId(), ObjectMetadata.of("application/zip"));
        S3Upload begun = store.begin(archive, abilities);
        String winner = winner(run, begun);
        if (!begun.uploadId().equals(winner)) {
            begun.abort();
        }
        return store.resume(target, String.valueOf(winner), abilities);
    }

    /** Ends the upload of this plan, and those that were begun for it and whose ids nobody noted. May be repeated. */
    void end(ArchivePlan plan, Pulse pulse) {
        ObjectAddress target = ArchiveTools.targetOf(plan);
        end(target, plan.uploadId(), pulse);
        pulse.awaiting(() -> endLost(target, plan.uploadIntendedAt(), plan.uploadNotedAt()));
    }

    void endLeftovers(Run run, Pulse pulse) {
        for (LeftUpload left : plans.leftovers(run.jobId())) {
            ObjectAddress target =
                    new ObjectAddress(Objects.requireNonNullElse(left.store(), ""), left.bucket(), left.key());
            end(target, left.uploadId(), pulse);
            pulse.awaiting(() -> endLost(target, left.intendedAt(), left.notedAt()));
            plans.strikeOff(left);
        }
    }

    private void end(ObjectAddress target, @Nullable String uploadId, Pulse pulse) {
        if (uploadId != null) {
            S3Upload upload = tools.stores().of(target, Right.WRITE).resume(target, uploadId);
            pulse.awaiting(() -> {
                upload.abort();
                return true;
            });
        }
    }

    /**
     * Ends uploads whose ids nobody noted. None can have begun long after an id was noted, so those of others to the same
     * key are left alone.
     */
    private int endLost(ObjectAddress target, @Nullable Instant intended, @Nullable Instant noted) {
        if (intended == null) {
            return 0;
        }
        Instant from = intended.minus(SKEW);
        Instant until = noted == null ? Instant.MAX : noted.plus(LATEST_BEGIN);
        S3Store store = tools.stores().of(target, Right.WRITE);
        int ended = 0;
        for (UnfinishedUpload upload : store.unfinishedUploads(target)) {
            Instant initiated = upload.initiated();
            boolean isOfThatTime = !initiated.isBefore(from) && initiated.isBefore(until);
            if (isOfThatTime && !plans.isUploadKnown(upload.uploadId())) {
                store.resume(target, upload.uploadId()).abort();
                ended++;
            }
        }
        return ended;
    }

    /** Of two who begin at once the first to note its upload wins; the other's ends, as does that of an earlier run. */
    private @Nullable String winner(Run run, S3Upload begun) {
        try {
            return plans.uploadBegun(run.jobId(), run.epoch(), begun.uploadId()).uploadId();
        } catch (LostEpochException newer) {
            begun.abort();
            throw newer;
        }
    }
}
