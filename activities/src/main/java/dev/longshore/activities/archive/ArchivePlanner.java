package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.EQUAL_NAMES;
import static dev.longshore.workflows.failure.FailureType.NOTHING_FOUND;
import static dev.longshore.workflows.failure.FailureType.UNSAFE_NAME;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileLists;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.PlacedFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.NewPart;
import dev.longshore.ledger.archive.NewPlan;
import dev.longshore.ledger.archive.PartRows;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PartPlanner;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import dev.longshore.storage.zip.ZipLayout;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fixes where each byte of the archive lies, in the ledger, before one of them moves. The files pass by one at a time. */
final class ArchivePlanner {

    private static final int BATCH = 1000;
    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    /**
     * Where the entries lie.
     *
     * @param largestInStore the size of the largest entry whose source is in the archive's store
     * @param leastCopied the size from which on an entry is worth being copied there
     */
    private record Placed(ZipLayout layout, long largestInStore, long leastCopied) {}

    /** An archive before it is cut into parts. */
    private record Sketch(
            ArchiveOrder order,
            ObjectAddress target,
            Placed placed,
            @Nullable PlacedEntry manifest) {

        /** Behind the last file. */
        long tailOffset() {
            return manifest == null ? placed.layout().directoryOffset() : manifest.headerOffset();
        }
    }

    /**
     * The same as it is to be cut.
     *
     * @param abilities by which it was drafted
     */
    private record Cut(Sketch sketch, ArchivePlan plan, Draft draft, StoreAbilities abilities) {

        boolean isCopied(ObjectPin source) {
            return ArchivePlanner.isCopied(sketch.target(), abilities, source);
        }
    }

    private final ArchiveTools tools;
    private final FileLists lists;
    private final DryRun dryRun;

    ArchivePlanner(ArchiveTools tools, DryRun dryRun) {
        this.tools = tools;
        this.dryRun = dryRun;
        this.lists = tools.ledger().lists();
    }

    /** A plan that is there already stays as it is. That of a dry run is nowhere but in its result. */
    LaidOut layOut(Run run) {
        Optional<ArchivePlan> plan = tools.ledger().archivePlans().find(run.jobId());
        return plan.map(this::laidOut).orElseGet(() -> plan(run));
    }

    private LaidOut plan(Run run) {
        failIfAFileCannotGoIn(run);
        ArchiveOrder order = tools.orderOf(run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            ObjectAddress target = pulse.awaiting(() -> new FreeTargets(tools.stores()).of(order));
            settleEqualNames(run, order, pulse);
            Placed placed = place(run, order, target, pulse);
            if (placed.layout().entries() == 0) {
                throw NOTHING_FOUND.because("none of the files is there");
            }
            PlacedEntry manifest = order.manifest() ? placeManifest(run, order, placed.layout(), pulse) : null;
            return lay(run, new Sketch(order, target, placed, manifest), pulse);
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

    private Placed place(Run run, ArchiveOrder order, ObjectAddress target, Pulse pulse) {
        ZipLayout layout = new ZipLayout();
        List<PlacedFile> batch = new ArrayList<>(BATCH);
        AtomicLong largestInStore = new AtomicLong();
        forEachEntry(run, file -> {
            requireSafeName(run, file);
            SourceHandle handle = SourceHandle.of(file);
            PlacedEntry placed = layout.place(file.ordinal(), SourceHandle.entryOf(file, handle), handle.etag());
            batch.add(new PlacedFile(file.ordinal(), handle.placed(placed).json()));
            if (isInStoreOf(target, SourceHandle.pinOf(file, handle))) {
                largestInStore.accumulateAndGet(placed.entry().dataLength(), Math::max);
            }
            if (batch.size() == BATCH) {
                flush(run, batch, pulse);
            }
        });
        flush(run, batch, pulse);
        return new Placed(layout, largestInStore.get(), CutChoice.leastCopied(order));
    }

    private static boolean isInStoreOf(ObjectAddress target, ObjectPin source) {
        return source.address().store().equals(target.store());
    }

    private static boolean isCopied(ObjectAddress target, StoreAbilities abilities, ObjectPin source) {
        return isInStoreOf(target, source) && abilities.copies(source.address());
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

    private LaidOut lay(Run run, Sketch sketch, Pulse pulse) {
        Optional<StoreAbilities> abilities = abilitiesFor(run, sketch, pulse);
        StoreAbilities known = abilities.orElse(StoreAbilities.unknown());
        Draft draft = drafted(run, sketch, known, pulse);
        ArchivePlan plan = planOf(run, sketch, draft, abilities.orElse(null));
        Cut cut = new Cut(sketch, plan, draft, known);
        PlanFigures figures = figures(run, cut, pulse);
        if (sketch.order().dryRun()) {
            removeWhatAskingLeft(run, sketch.target(), pulse);
            lists.finish(run.jobId(), run.epoch()); // nothing is left to do for any file
            return laidOut(plan).withResult(dryRun.json(run, figures));
        }
        String estimate = RequestsJson.of(figures.requests()).toString();
        PartRows rows = sink -> forEachPart(run, cut, part -> {
            sink.accept(newPart(part));
            pulse.moved(1);
        });
        return laidOut(
                tools.ledger().archivePlans().lay(new NewPlan(plan, estimate, draft.stages()), run.epoch(), rows));
    }

    /** No later step of a dry run looks for temporary objects. */
    private void removeWhatAskingLeft(Run run, ObjectAddress target, Pulse pulse) {
        Instant orderedAt = tools.jobOf(run).createdAt();
        if (new TargetAbilities(tools).wereAskedSince(orderedAt, target)) {
            new Temporaries(tools).remove(run, pulse);
        }
    }

    /** The entries pass for the estimate and for the planner whose parts it counts, so that neither is in memory whole. */
    private PlanFigures figures(Run run, Cut cut, Pulse pulse) {
        ArchiveOrder order = cut.sketch().order();
        ArchivePlan plan = cut.plan();
        PlanEstimate estimate =
                new PlanEstimate(plan, tools.properties().bufferLimit().toBytes());
        PartPlanner planner = plannerOf(cut.sketch(), cut.draft().rules(), estimate::add);
        forEachEntry(run, file -> {
            SourceHandle handle = SourceHandle.of(file);
            PlacedEntry entry = SourceHandle.placedEntryOf(file, handle);
            estimate.addInspection(handle.isListed());
            planner.add(entry, cut.isCopied(SourceHandle.pinOf(file, handle)));
            estimate.add(entry, Crc32Json.in(file.checksum()).isPresent());
            pulse.moved(1);
        });
        planner.finish();
        estimate.add(cut.draft().stages(), tools.limits());
        StoreAbilities abilities = TargetAbilities.of(plan.abilities());
        boolean keepsChecksums =
                tools.stores().of(cut.sketch().target(), Right.WRITE).keepsChecksums(abilities);
        long listsOfParts =
                keepsChecksums ? PlanEstimate.listsOfParts(plan, cut.draft().stages()) : 0;
        Job job = tools.jobOf(run);
        long listsOfSources = order.from() == null
                ? estimate.listsOfNamed(tools.properties().pageFiles())
                : PlanEstimate.pagesOf(job.files().total());
        return estimate.figures(estimate.aroundTheParts(order, job, listsOfParts + listsOfSources));
    }

    /** The store is asked only where that may save something, for it is asked by objects that come and go there. */
    private Optional<StoreAbilities> abilitiesFor(Run run, Sketch sketch, Pulse pulse) {
        TargetAbilities abilities = new TargetAbilities(tools);
        boolean mayCopy = tools.properties().copyInStore()
                && sketch.placed().largestInStore() >= sketch.placed().leastCopied();
        return pulse.awaiting(
                () -> mayCopy ? abilities.asked(sketch.target(), run.jobId()) : abilities.known(sketch.target()));
    }

    /** The entries pass once, for all ways at a time; then one of them is chosen. */
    private Draft drafted(Run run, Sketch sketch, StoreAbilities abilities, Pulse pulse) {
        ZipLayout layout = sketch.placed().layout();
        CutChoice choice = new CutChoice(tools, sketch.order(), abilities, sketch.target());
        List<Draft> drafts = choice.rules(layout.length(), sketch.placed().largestInStore()).stream()
                .map(rules -> new Draft(rules, tools.limits(), layout, sketch.tailOffset()))
                .toList();
        forEachEntry(run, file -> {
            SourceHandle handle = SourceHandle.of(file);
            PlacedEntry entry = SourceHandle.placedEntryOf(file, handle);
            boolean isCopied = isCopied(sketch.target(), abilities, SourceHandle.pinOf(file, handle));
            drafts.forEach(draft -> draft.add(entry, isCopied));
            pulse.moved(1);
        });
        drafts.forEach(Draft::finish);
        return choice.best(drafts, layout.length());
    }

    private ArchivePlan planOf(Run run, Sketch sketch, Draft draft, @Nullable StoreAbilities abilities) {
        ZipLayout layout = sketch.placed().layout();
        ObjectAddress target = sketch.target();
        PlacedEntry manifest = sketch.manifest();
        boolean copies = draft.of(PartKind.COPY) > 0;
        return new ArchivePlan(
                run.jobId(),
                target.bucket(),
                target.key(),
                target.store().isEmpty() ? null : target.store(),
                draft.rules().partSize(),
                layout.length(),
                layout.entries(),
                sketch.tailOffset(),
                layout.length() - sketch.tailOffset(),
                draft.parts(),
                draft.of(PartKind.BODY) + draft.of(PartKind.COPY),
                draft.of(PartKind.SEAM) + draft.of(PartKind.GLUED),
                layout.hash(),
                null,
                null,
                null,
                null,
                manifest == null ? null : manifest.entry().name(),
                manifest == null ? null : manifest.entry().size(),
                abilities == null ? null : TargetAbilities.json(copies ? abilities : abilities.withoutCopies()));
    }

    private void forEachPart(Run run, Cut cut, Consumer<PlannedPart> parts) {
        PartPlanner planner = plannerOf(cut.sketch(), cut.draft().rules(), parts);
        forEachEntry(run, file -> {
            SourceHandle handle = SourceHandle.of(file);
            planner.add(SourceHandle.placedEntryOf(file, handle), cut.isCopied(SourceHandle.pinOf(file, handle)));
        });
        planner.finish();
    }

    private static PartPlanner plannerOf(Sketch sketch, PartRules rules, Consumer<PlannedPart> parts) {
        return new PartPlanner(
                rules, sketch.tailOffset(), sketch.placed().layout().length(), parts);
    }

    private void forEachEntry(Run run, Consumer<JobFile> entries) {
        lists.forEach(run.jobId(), ALL, file -> {
            if (file.state() != FileState.SKIPPED) {
                entries.accept(file);
            }
        });
    }

    private static NewPart newPart(PlannedPart part) {
        return new NewPart(
                part.number(),
                dev.longshore.ledger.archive.PartKind.valueOf(part.kind().name()),
                part.firstOrdinal(),
                part.lastOrdinal(),
                part.offset(),
                part.size(),
                part.copied());
    }

    private LaidOut laidOut(ArchivePlan plan) {
        int pageSize = tools.properties().partsPerPage(plan.partSize());
        return new LaidOut(plan.parts(), plan.bodyParts(), plan.seamParts(), pageSize, null);
    }
}
