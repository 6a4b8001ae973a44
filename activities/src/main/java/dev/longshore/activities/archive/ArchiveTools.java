package dev.longshore.activities.archive;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.PlanVoid;
import dev.longshore.workflows.control.Run;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * What every step of an archive works with.
 *
 * @param isDraining whether this process is about to stop, so that steps end at the next resumable point
 */
record ArchiveTools(
        Ledger ledger,
        Stores stores,
        ZipArchiveProperties properties,
        ScheduledExecutorService clock,
        BooleanSupplier isDraining,
        ArchiveMeters meters,
        UploadLimits limits) {

    Job jobOf(Run run) {
        return ledger.jobs()
                .find(run.jobId())
                .orElseThrow(() -> new IllegalStateException("The ledger has no job " + run.jobId()));
    }

    ArchiveOrder orderOf(Run run) {
        return ArchiveOrder.of(jobOf(run));
    }

    ArchivePlan planOf(Run run) {
        return ledger.archivePlans()
                .find(run.jobId())
                .orElseThrow(() -> PlanVoid.because("there is no plan of " + run.jobId() + " any more"));
    }

    static ObjectAddress targetOf(ArchivePlan plan) {
        return new ObjectAddress(Objects.requireNonNullElse(plan.store(), ""), plan.bucket(), plan.key());
    }
}
