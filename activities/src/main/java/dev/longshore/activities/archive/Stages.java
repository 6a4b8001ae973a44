package dev.longshore.activities.archive;

import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.UploadTarget;
import dev.longshore.workflows.control.Run;
import java.util.List;
import java.util.Objects;

/**
 * The stages of an archive that has more parts than one upload takes: each is made a temporary object by an upload of its
 * own, and the archive of these objects.
 */
final class Stages {

    private final ArchiveTools tools;
    private final Run run;
    private final ArchivePlan plan;
    private final List<ArchiveStage> all;

    /** As they are now. */
    Stages(ArchiveTools tools, Run run, ArchivePlan plan) {
        this.tools = tools;
        this.run = run;
        this.plan = plan;
        this.all = tools.ledger().archiveStages().of(plan.jobId());
    }

    /** By number; none if all parts go into the archive's own upload. */
    List<ArchiveStage> all() {
        return all;
    }

    ObjectAddress target() {
        return ArchiveTools.targetOf(plan);
    }

    StoreAbilities abilities() {
        return TargetAbilities.of(plan.abilities());
    }

    /**
     * Has an upload begun, unless it was. Of two who begin at once the first to note it wins. An upload whose id was lost
     * is ended with the other temporary objects of the job.
     */
    ArchiveStage begun(ArchiveStage stage) {
        if (stage.uploadId() != null) {
            return stage;
        }
        ObjectMetadata metadata = ObjectMetadata.of("application/octet-stream");
        S3Upload begun = store().begin(new UploadTarget(addressOf(stage), run.jobId(), metadata), abilities());
        try {
            ArchiveStage noted = tools.ledger().archiveStages().begun(stage, run.epoch(), begun.uploadId());
            if (!begun.uploadId().equals(noted.uploadId())) {
                begun.abort();
            }
            return noted;
        } catch (LostEpochException newer) {
            begun.abort();
            throw newer;
        }
    }

    /** Of a stage whose upload was begun. */
    S3Upload uploadOf(ArchiveStage stage) {
        return store().resume(addressOf(stage), Objects.requireNonNull(stage.uploadId()), abilities());
    }

    /** Of a stage that is complete. */
    ObjectPin pinOf(ArchiveStage stage) {
        return new ObjectPin(addressOf(stage), Objects.requireNonNull(stage.etag()), stage.size());
    }

    /** The store knows it no longer, so its parts are to be built once more. */
    void lost(ArchiveStage stage) {
        tools.ledger().archiveStages().lost(stage, run.epoch());
    }

    private ObjectAddress addressOf(ArchiveStage stage) {
        return Temporaries.ofStage(plan, stage.number());
    }

    private S3Store store() {
        return tools.stores().of(target(), Right.WRITE);
    }
}
