package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.EQUAL_NAMES;
import static dev.longshore.workflows.failure.FailureType.NOTHING_FOUND;
import static dev.longshore.workflows.failure.FailureType.UNSAFE_NAME;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileLists;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.PlacedFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.NewPart;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PartRows;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.zip.PartGrid;
import dev.longshore.storage.zip.PartPlanner;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import dev.longshore.storage.zip.ZipLayout;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fixes where each byte of the archive lies, in the ledger, before one of them moves. The files pass by one at a time. */
final class ArchivePlanner {

    private static final int BATCH = 1000;
    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    private final ArchiveTools tools;
    private final FileLists lists;

    ArchivePlanner(ArchiveTools tools) {
        this.tools = tools;
        this.lists = tools.ledger().lists();
    }

    /** A plan that is there already stays as it is. */
    LaidOut layOut(Run run) {
        Optional<ArchivePlan> plan = tools.ledger().archivePlans().find(run.jobId());
        return laidOut(plan.orElseGet(() -> plan(run)));
    }

    private ArchivePlan plan(Run run) {
        failIfAFileCannotGoIn(run);
        ArchiveOrder order = tools.orderOf(run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            ObjectAddress target = pulse.awaiting(() -> new FreeTargets(tools.stores()).of(order));
            settleEqualNames(run, order, pulse);
            ZipLayout layout = place(run, pulse);
            if (layout.entries() == 0) {
                throw NOTHING_FOUND.because("none of the files is there");
            }
            PlacedEntry manifest = order.manifest() ? placeManifest(run, order, layout, pulse) : null;
            return lay(run, planOf(run, layout, manifest, target), pulse);
        }
    }

    private void settleEqualNames(Run run, ArchiveOrder order, Pulse pulse) {
        EqualNames names = new EqualNames(lists, pulse);
        if (order.refusesEqualNames()) {
            names.first(run).ifPresent(equal -> {
                blame(run, equal.ordinal(), new Failure(EQUAL_NAMES.name(), equal.message()));
                failIfAFileCannotGoIn(run);
            });
        } else {
            names.tellApart(run);
        }
    }

    /** Behind all files, so that it is whole when the last of their checksums is known. */
    private PlacedEntry placeManifest(Run run, ArchiveOrder order, ZipLayout layout, Pulse pulse) {
        EqualNames names = new EqualNames(lists, pulse);
        if (order.refusesEqualNames()) {
            lists.firstWith(run.jobId(), Manifest.NAME).ifPresent(ordinal -> {
                String why = "its name in the archive, \"" + Manifest.NAME + "\", is that of the manifest";
                blame(run, ordinal, new Failure(EQUAL_NAMES.name(), why));
                failIfAFileCannotGoIn(run);
            });
        }
        long size = new Manifest(lists, run.jobId(), () -> pulse.moved(1)).size();
        Instant orderedAt = tools.jobOf(run).createdAt();
        String name = names.free(run, Manifest.NAME);
        return layout.place(Long.MAX_VALUE, ArchiveTail.manifestEntry(name, size, orderedAt), "");
    }

    private void failIfAFileCannotGoIn(Run run) {
        lists.firstFailed(run.jobId()).ifPresent(file -> {
            Failure failure = file.failure();
            FailureType type = failure == null ? FailureType.DEFECT : FailureType.valueOf(failure.type());
            throw type.because("file " + file.ordinal() + " (" + file.source() + "): "
                    + (failure == null ? "failed" : failure.message()));
        });
    }

    private ZipLayout place(Run run, Pulse pulse) {
        ZipLayout layout = new ZipLayout();
        List<PlacedFile> batch = new ArrayList<>(BATCH);
        forEachEntry(run, file -> {
            requireSafeName(run, file);
            SourceHandle handle = SourceHandle.of(file);
            PlacedEntry placed = layout.place(file.ordinal(), SourceHandle.entryOf(file, handle), handle.etag());
            batch.add(new PlacedFile(file.ordinal(), handle.placed(placed).json()));
            if (batch.size() == BATCH) {
                flush(run, batch, pulse);
            }
        });
        flush(run, batch, pulse);
        return layout;
    }

    /** The last door: whoever listed the file may have vanished before it could blame it. */
    private void requireSafeName(Run run, JobFile file) {
        EntryNames.whyUnsafe(file.target(), SourceHandle.sizeOf(file)).ifPresent(why -> {
            blame(run, file.ordinal(), new Failure(UNSAFE_NAME.name(), why));
            failIfAFileCannotGoIn(run);
        });
    }

    private void blame(Run run, long ordinal, Failure why) {
        tools.ledger().files().blame(run.jobId(), run.epoch(), ordinal, why);
    }

    private void flush(Run run, List<PlacedFile> batch, Pulse pulse) {
        lists.place(run.jobId(), run.epoch(), List.copyOf(batch));
        batch.clear();
        pulse.moved(1);
    }

    private ArchivePlan planOf(Run run, ZipLayout layout, @Nullable PlacedEntry manifest, ObjectAddress target) {
        long partSize = PartGrid.partSizeFor(
                layout.length(), tools.properties().partSize().toBytes());
        long tailOffset = manifest == null ? layout.directoryOffset() : manifest.headerOffset();
        return new ArchivePlan(
                run.jobId(),
                target.bucket(),
                target.key(),
                target.store().isEmpty() ? null : target.store(),
                partSize,
                layout.length(),
                layout.entries(),
                tailOffset,
                layout.length() - tailOffset,
                new PartGrid(layout.length(), partSize).count(),
                0,
                0,
                layout.hash(),
                null,
                null,
                null,
                null,
                manifest == null ? null : manifest.entry().name(),
                manifest == null ? null : manifest.entry().size());
    }

    private ArchivePlan lay(Run run, ArchivePlan plan, Pulse pulse) {
        Map<PartKind, Integer> kinds = new EnumMap<>(PartKind.class);
        forEachPart(run, plan, part -> kinds.merge(part.kind(), 1, Integer::sum), pulse);
        ArchivePlan counted = new ArchivePlan(
                plan.jobId(),
                plan.bucket(),
                plan.key(),
                plan.store(),
                plan.partSize(),
                plan.length(),
                plan.entries(),
                plan.directoryOffset(),
                plan.directoryLength(),
                plan.parts(),
                kinds.getOrDefault(PartKind.BODY, 0),
                kinds.getOrDefault(PartKind.SEAM, 0),
                plan.hash(),
                null,
                null,
                null,
                null,
                plan.manifestName(),
                plan.manifestSize());
        PartRows rows = sink -> forEachPart(run, plan, sink, pulse);
        return tools.ledger().archivePlans().lay(counted, run.epoch(), rows);
    }

    private void forEachPart(Run run, ArchivePlan plan, Consumer<NewPart> parts, Pulse pulse) {
        PartGrid grid = new PartGrid(plan.length(), plan.partSize());
        PartPlanner planner = new PartPlanner(grid, plan.directoryOffset(), part -> {
            parts.accept(newPart(part));
            pulse.moved(1);
        });
        forEachEntry(run, file -> planner.add(SourceHandle.placedEntryOf(file)));
        planner.finish();
    }

    private void forEachEntry(Run run, Consumer<JobFile> entries) {
        lists.forEach(run.jobId(), ALL, file -> {
            if (file.state() != FileState.SKIPPED) {
                entries.accept(file);
            }
        });
    }

    private static NewPart newPart(PlannedPart part) {
        PartKind kind = PartKind.valueOf(part.kind().name());
        return new NewPart(part.number(), kind, part.firstOrdinal(), part.lastOrdinal(), part.offset(), part.size());
    }

    private LaidOut laidOut(ArchivePlan plan) {
        int pageSize = tools.properties().partsPerPage(plan.partSize());
        return new LaidOut(plan.parts(), plan.bodyParts(), plan.seamParts(), pageSize);
    }
}
