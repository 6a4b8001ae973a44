package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.S3Upload;
import dev.longshore.workflows.control.Run;
import java.util.HashMap;
import java.util.Map;

/** Which upload each part goes into: that of the archive, or that of its stage. */
final class PartUploads {

    private static final int NO_STAGE = 0;

    private final ArchiveTools tools;
    private final Run run;
    private final ArchiveUploads uploads;
    private final Stages stages;
    private final Map<Integer, PartUpload> opened = new HashMap<>();

    PartUploads(ArchiveTools tools, Run run, ArchiveUploads uploads) {
        this.tools = tools;
        this.run = run;
        this.uploads = uploads;
        this.stages = new Stages(tools, run, tools.planOf(run));
    }

    /** Begun if it was not. */
    synchronized PartUpload of(TakenPart part) {
        return stages.all().stream()
                .filter(stage -> stage.firstPart() <= part.number() && part.number() <= stage.lastPart())
                .findFirst()
                .map(stage -> opened.computeIfAbsent(stage.number(), any -> ofStage(stage)))
                .orElseGet(() -> opened.computeIfAbsent(NO_STAGE, any -> ofArchive()));
    }

    private PartUpload ofStage(ArchiveStage stage) {
        ArchiveStage begun = stages.begun(stage);
        return new PartUpload(stages.uploadOf(begun), begun.firstPart() - 1, () -> stages.lost(begun));
    }

    private PartUpload ofArchive() {
        S3Upload upload = uploads.open(run);
        return new PartUpload(
                upload, 0, () -> tools.ledger().archivePlans().uploadLost(run.jobId(), run.epoch(), upload.uploadId()));
    }
}
