package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.PROOF_FAILED;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.PartState;
import dev.longshore.ledger.archive.StoredPartRow;
import dev.longshore.storage.Completed;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.PartsMissingException;
import dev.longshore.storage.Removal;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadGoneException;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the archive visible, proves it, or takes away what is left of it. */
final class ArchiveFinisher {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveFinisher.class);
    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    private final ArchiveTools tools;
    private final ArchiveUploads uploads;
    private final Temporaries temporaries;

    ArchiveFinisher(ArchiveTools tools, ArchiveUploads uploads) {
        this.tools = tools;
        this.uploads = uploads;
        this.temporaries = new Temporaries(tools);
    }

    /** Answers false if it has to be tried again, after parts that the store lost have been built once more. */
    boolean complete(Run run) {
        ArchivePlan plan = tools.planOf(run);
        if (plan.completedEtag() != null) {
            return true;
        }
        Stages stages = new Stages(tools, run, plan); // before the parts: what is done then is in these stages
        List<StoredPartRow> parts = tools.ledger().archiveParts().stored(run.jobId());
        if (parts.stream().anyMatch(part -> part.state() != PartState.DONE)) {
            return false;
        }
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            compareChecksumsOfTheStore(run, pulse);
            StageJoin join = new StageJoin(tools, run, stages, pulse);
            return complete(
                    run,
                    plan,
                    upload -> stages.all().isEmpty() ? Optional.of(heldOf(parts)) : join.into(upload, parts),
                    pulse);
        }
    }

    private static List<HeldPart> heldOf(List<StoredPartRow> parts) {
        return parts.stream()
                .map(part -> new HeldPart(part.number(), part.size(), Objects.requireNonNull(part.etag())))
                .toList();
    }

    private boolean complete(
            Run run, ArchivePlan plan, Function<S3Upload, Optional<List<HeldPart>>> parts, Pulse pulse) {
        ArchiveOrder order = tools.orderOf(run);
        IfExists rule = order.replaces() ? IfExists.REPLACE : IfExists.FAIL;
        S3Upload upload = uploads.open(run);
        try {
            Optional<List<HeldPart>> held = parts.apply(upload);
            if (held.isEmpty()) {
                return false;
            }
            String etag = pulse.awaiting(() -> completed(upload, held.get(), rule, plan))
                    .etag();
            tools.ledger().archivePlans().completed(run.jobId(), run.epoch(), etag);
            return true;
        } catch (UploadGoneException gone) {
            tools.ledger().archivePlans().uploadLost(run.jobId(), run.epoch(), upload.uploadId());
            return false;
        } catch (PartsMissingException missing) {
            new MissedParts(tools, run).requireLostOfTheArchive(missing);
            return false;
        } catch (TargetExistsException taken) {
            if (!order.suffixes()) {
                throw taken;
            }
            moveToAFreeTarget(run, upload, order, pulse);
            return false;
        }
    }

    /**
     * A store that can do so compares the checksum of the whole archive before it shows it to anybody. Of entries that are
     * deflated the ledger knows only the checksum of what they hold, so none is said of their archive.
     */
    private Completed completed(S3Upload upload, List<HeldPart> parts, IfExists rule, ArchivePlan plan) {
        ArchiveOrder order =
                ArchiveOrder.of(tools.ledger().jobs().find(plan.jobId()).orElseThrow());
        if (!upload.isVerifiedWhole() || order.deflates()) {
            return upload.complete(parts, rule, plan.jobId());
        }
        int crc32 = new WholeCrc(tools, plan, () -> {}).combined();
        return upload.complete(parts, rule, plan.jobId(), crc32);
    }

    /** Somebody took the target since the archive was planned; all parts that are in no stage are sent once more. */
    private void moveToAFreeTarget(Run run, S3Upload upload, ArchiveOrder order, Pulse pulse) {
        ObjectAddress free = pulse.awaiting(() -> new FreeTargets(tools.stores()).of(order));
        pulse.awaiting(() -> {
            upload.abort();
            return true;
        });
        tools.ledger().archivePlans().moveTo(free.key(), run.jobId(), run.epoch(), upload.uploadId());
    }

    /** What the store said of an entry whose header was written before all its bytes had been read. */
    private void compareChecksumsOfTheStore(Run run, Pulse pulse) {
        Set<Long> inSeveralParts = Set.copyOf(tools.ledger().archiveParts().filesAtBorders(run.jobId()));
        tools.ledger().lists().forEach(run.jobId(), ALL, file -> {
            pulse.moved(1);
            if (file.state() != FileState.SKIPPED
                    && inSeveralParts.contains(file.ordinal())
                    && !SourceHandle.isDeflated(file)) {
                compareWithPieces(run, file);
            }
        });
    }

    private void compareWithPieces(Run run, JobFile file) {
        long size = SourceHandle.pinOf(file).size();
        Optional<Integer> known = Crc32Json.in(file.checksum());
        Optional<Integer> computed =
                EntryCrcs.combined(tools.ledger().archiveParts().pieces(run.jobId(), file.ordinal()), size);
        if (known.isPresent() && computed.isPresent()) {
            EntryCrcs.requireEqual(file, known.get(), computed.get());
        }
    }

    /**
     * Reads the directory and some headers back from the archive and compares them, byte by byte, with those that the
     * ledger gives. Then an upload that was begun beside that of the archive is ended, and temporary objects are removed.
     */
    void prove(Run run) {
        ArchivePlan plan = tools.planOf(run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            ObjectPin archive = provenPin(plan, pulse);
            proveDirectory(plan, archive, pulse);
            new HeaderProof(tools, plan, archive, pulse).prove();
            uploads.end(plan, pulse);
            temporaries.remove(run, pulse);
            uploads.endLeftovers(run, pulse);
        }
    }

    private ObjectPin provenPin(ArchivePlan plan, Pulse pulse) {
        ObjectAddress target = ArchiveTools.targetOf(plan);
        S3Store store = tools.stores().of(target, Right.READ);
        ObjectFacts facts = pulse.awaiting(() -> store.facts(target))
                .orElseThrow(() -> PROOF_FAILED.because(target + " is not there"));
        String etag = String.valueOf(plan.completedEtag());
        if (!facts.etag().equals(etag) || facts.size() != plan.length()) {
            throw PROOF_FAILED.because(target + " has ETag " + facts.etag() + " and " + facts.size()
                    + " bytes, planned were " + etag + " and " + plan.length());
        }
        return new ObjectPin(target, facts.etag(), facts.size());
    }

    private void proveDirectory(ArchivePlan plan, ObjectPin pin, Pulse pulse) {
        ObjectAddress target = pin.address();
        S3Store store = tools.stores().of(target, Right.READ);
        try (InputStream directory =
                pulse.awaiting(() -> store.source(pin).open(plan.tailOffset(), plan.tailLength()))) {
            ComparingStream compared = new ComparingStream(directory);
            new ArchiveTail(tools, plan, () -> pulse.moved(1)).write(compared);
            if (!compared.isEqualToTheEnd()) {
                throw PROOF_FAILED.because("the directory of " + target + " is not the planned one");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the uploads, and removes an archive of this job that became visible; another's stays. May be repeated. */
    void cleanUp(Run run) {
        tools.ledger().runs().acknowledge(run.jobId(), run.epoch()); // or end here: a newer run has the job
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            Optional<ArchivePlan> plan = tools.ledger().archivePlans().find(run.jobId());
            plan.ifPresent(left -> cleanUp(run, left, pulse));
            temporaries.remove(run, pulse);
            uploads.endLeftovers(run, pulse);
        }
    }

    private void cleanUp(Run run, ArchivePlan plan, Pulse pulse) {
        ObjectAddress target = ArchiveTools.targetOf(plan);
        uploads.end(plan, pulse);
        S3Store store = tools.stores().of(target, Right.DELETE);
        pulse.awaiting(() -> store.facts(target).filter(facts -> isOurs(facts, run)))
                .map(facts -> pulse.awaiting(() -> store.takeBack(target, facts.etag())))
                .filter(Removal.HIDDEN::equals)
                .ifPresent(hidden -> LOG.warn("{} of {} is kept by its bucket and could only be hidden", target, run));
    }

    private static boolean isOurs(ObjectFacts facts, Run run) {
        return run.jobId().equals(facts.metadata().get("longshore-job"));
    }
}
