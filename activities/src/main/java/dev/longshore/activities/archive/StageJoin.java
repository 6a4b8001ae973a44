package dev.longshore.activities.archive;

import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.ledger.archive.StoredPartRow;
import dev.longshore.storage.Gate;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.PartsMissingException;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceMissingException;
import dev.longshore.storage.UploadGoneException;
import dev.longshore.storage.zip.EqualPieces;
import dev.longshore.workflows.control.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the stages of an archive, and has the store copy them, piece by piece, into the archive's own upload. What an
 * earlier try has done is not done again.
 */
final class StageJoin {

    private static final Logger LOG = LoggerFactory.getLogger(StageJoin.class);

    private final ArchiveTools tools;
    private final Run run;
    private final Stages stages;
    private final Pulse pulse;

    /** Bytes of a stage that become a part of the archive's upload. */
    private record Piece(int number, ArchiveStage stage, long offset, long size) {}

    StageJoin(ArchiveTools tools, Run run, Stages stages, Pulse pulse) {
        this.tools = tools;
        this.run = run;
        this.stages = stages;
        this.pulse = pulse;
    }

    /**
     * Says what the archive's upload is to be completed with. Empty if it must be tried again, because parts have to be
     * built once more or the worker is asked to stop.
     *
     * @param parts all of the archive, done
     */
    Optional<List<HeldPart>> into(S3Upload archive, List<StoredPartRow> parts) {
        List<ArchiveStage> complete = new ArrayList<>();
        for (ArchiveStage stage : stages.all()) {
            Optional<ArchiveStage> completed = stage.etag() == null ? completed(stage, parts) : Optional.of(stage);
            if (completed.isEmpty()) {
                return Optional.empty();
            }
            complete.add(completed.get());
        }
        try {
            return copied(archive, piecesOf(complete));
        } catch (SourceMissingException | SourceChangedException gone) {
            LOG.warn("A temporary object of {} is built once more: {}", run, gone.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ArchiveStage> completed(ArchiveStage stage, List<StoredPartRow> parts) {
        if (stage.uploadId() == null) {
            return Optional.empty(); // it was lost a moment ago
        }
        List<HeldPart> held = parts.subList(stage.firstPart() - 1, stage.lastPart()).stream()
                .map(part ->
                        new HeldPart(stage.numberOf(part.number()), part.size(), Objects.requireNonNull(part.etag())))
                .toList();
        S3Upload upload = stages.uploadOf(stage);
        try {
            String etag = pulse.awaiting(() -> upload.complete(held, IfExists.REPLACE, run.jobId()))
                    .etag();
            pulse.moved(1);
            return tools.ledger().archiveStages().completed(stage, run.epoch(), etag);
        } catch (UploadGoneException gone) {
            stages.lost(stage);
            return Optional.empty();
        } catch (PartsMissingException missing) {
            new MissedParts(tools, run).requireLostOf(stage, missing);
            return Optional.empty();
        }
    }

    private List<Piece> piecesOf(List<ArchiveStage> complete) {
        List<Piece> pieces = new ArrayList<>();
        for (ArchiveStage stage : complete) {
            EqualPieces cut = new EqualPieces(stage.size(), tools.limits().copied());
            for (long i = 0; i < cut.count(); i++) {
                pieces.add(new Piece(pieces.size() + 1, stage, cut.offset(i), cut.size(i)));
            }
        }
        return pieces;
    }

    /** As many at a time as the store bears, for they take no memory here. */
    private Optional<List<HeldPart>> copied(S3Upload archive, List<Piece> pieces) {
        SortedMap<Integer, HeldPart> held = new ConcurrentSkipListMap<>(heldOf(archive, pieces));
        Gate gate = tools.stores().transfers(stages.target());
        List<Task> tasks = pieces.stream()
                .filter(piece -> !held.containsKey(piece.number()))
                .map(piece -> new Task(gate, () -> held.put(piece.number(), copied(archive, piece))))
                .toList();
        try (Together together = new Together("archive-stage")) {
            boolean all = together.work(tasks, new Wishes(tools.ledger().jobs(), tools.isDraining(), run)::goOn);
            return all ? Optional.of(List.copyOf(held.values())) : Optional.empty();
        }
    }

    /** As with copied parts: only a store that refuses a changed source holds what it was told to copy. */
    private Map<Integer, HeldPart> heldOf(S3Upload archive, List<Piece> pieces) {
        boolean wasBegun = pieces.stream().anyMatch(piece -> piece.stage().copied() > 0);
        if (!wasBegun || !stages.abilities().refusesChangedCopies()) {
            return Map.of();
        }
        Map<Integer, HeldPart> there = pulse.awaiting(archive::held);
        Map<Integer, HeldPart> held = new HashMap<>();
        for (Piece piece : pieces) {
            HeldPart part = there.get(piece.number());
            if (part != null && part.size() == piece.size()) {
                held.put(piece.number(), part);
            }
        }
        return held;
    }

    private HeldPart copied(S3Upload archive, Piece piece) {
        ArchiveStage stage = piece.stage();
        tools.ledger().archiveStages().copying(stage, run.epoch(), piece.size());
        try {
            HeldPart copied = pulse.awaiting(
                    () -> archive.copy(piece.number(), stages.pinOf(stage), piece.offset(), piece.size()));
            tools.meters().copied(piece.size());
            pulse.moved(piece.size());
            return copied;
        } catch (SourceMissingException | SourceChangedException gone) {
            stages.lost(stage);
            throw gone;
        }
    }
}
