package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.storage.PartsMissingException;
import dev.longshore.workflows.control.Run;
import java.time.Duration;
import java.util.List;

/**
 * Parts that a store has taken and, asked to make an object of them, does not show. They may only be on their way into that
 * object, by a request whose worker is lost; so it is asked again for a while before they are built anew.
 */
final class MissedParts {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ArchiveTools tools;
    private final Run run;

    MissedParts(ArchiveTools tools, Run run) {
        this.tools = tools;
        this.run = run;
    }

    /**
     * Returns once they are queued to be built anew. What an archive of stages is copied from need not be: whoever tries
     * again has the store copy what it does not show.
     */
    void requireLostOfTheArchive(PartsMissingException missing) {
        if (!tools.ledger().archiveStages().of(run.jobId()).isEmpty()) {
            throw missing;
        }
        requireLost(List.copyOf(missing.numbers()), missing);
    }

    /** The same for those of a stage. */
    void requireLostOf(ArchiveStage stage, PartsMissingException missing) {
        int before = stage.firstPart() - 1;
        requireLost(missing.numbers().stream().map(number -> before + number).toList(), missing);
    }

    private void requireLost(List<Integer> parts, PartsMissingException missing) {
        if (!tools.ledger().archiveParts().missed(run.jobId(), run.epoch(), parts, PATIENCE)) {
            throw missing;
        }
    }
}
