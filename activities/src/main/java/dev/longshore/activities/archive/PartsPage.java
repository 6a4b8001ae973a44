package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;
import static dev.longshore.workflows.failure.FailureType.TEMPORARY_MISSING;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.SentPart;
import dev.longshore.storage.Source;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.workflows.archive.PlanVoid;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the parts of one page share: their uploads, the pulse, and who is to blame. */
final class PartsPage implements AutoCloseable {

    private static final int FILES_AT_ONCE = 1_000;

    private final ArchiveTools tools;
    private final Run run;
    private final ArchivePlan plan;
    private final ArchiveOrder order;
    private final PartUploads uploads;
    private final Pulse pulse;
    private final PartRooms rooms;
    private final StoreAbilities abilities;
    private final LongAdder bytesRead = new LongAdder();
    private final AtomicBoolean gotOn = new AtomicBoolean();

    PartsPage(ArchiveTools tools, Run run, PartUploads uploads) {
        this.tools = tools;
        this.run = run;
        this.plan = tools.planOf(run);
        this.order = tools.orderOf(run);
        this.uploads = uploads;
        this.pulse = Pulse.ofThisActivity(tools.clock());
        this.abilities = TargetAbilities.of(plan.abilities());
        this.rooms = new PartRooms(tools.properties());
    }

    ArchiveTools tools() {
        return tools;
    }

    Run run() {
        return run;
    }

    ArchivePlan plan() {
        return plan;
    }

    PartRooms rooms() {
        return rooms;
    }

    /** What lies in the archive as the file's data. */
    Source sourceOf(JobFile file) {
        SourceHandle handle = SourceHandle.of(file);
        var pin = SourceHandle.pinOf(file, handle);
        Source object = tools.stores().of(pin.address(), Right.READ).source(pin);
        long length = SourceHandle.entryOf(file, handle).dataLength();
        return new DataSource(object, handle.begin(), length);
    }

    /** The first file of which a byte lies in the part. */
    JobFile firstFileOf(TakenPart part) {
        List<JobFile> files = new ArrayList<>(1);
        forFiles(new OrdinalRange(part.firstOrdinal(), part.firstOrdinal()), files::addAll);
        return files.get(0);
    }

    /** Shows the files of which a byte lies in the part, in the archive's order, not too many at a time. */
    void forFilesOf(TakenPart part, Consumer<List<JobFile>> reader) {
        if (part.firstOrdinal() < 0) {
            return;
        }
        forFiles(new OrdinalRange(part.firstOrdinal(), part.lastOrdinal()), reader);
    }

    private void forFiles(OrdinalRange range, Consumer<List<JobFile>> reader) {
        Gathered gathered = new Gathered(reader);
        tools.ledger().lists().forEach(run.jobId(), range, gathered::add);
        gathered.handOver();
    }

    void read(TakenPart part, long bytes) {
        if (!Suspects.isAmong(part)) {
            gotOn(part);
        }
        bytesRead.add(bytes);
        pulse.moved(bytes);
    }

    private void sent(TakenPart part, long bytes) {
        gotOn(part);
        pulse.moved(bytes);
    }

    /** Written down once for a page: should this taker vanish later, nothing of the page was to blame. */
    void gotOn(TakenPart part) {
        if (!gotOn.getAndSet(true)) {
            tools.ledger().archiveParts().moved(part);
        }
    }

    /** Something moved that is no byte of a source. */
    void works() {
        pulse.moved(1);
    }

    /** Beats while the store works on an answer. */
    <T> T awaiting(Supplier<T> answer) {
        T answered = pulse.awaiting(answer);
        works();
        return answered;
    }

    /** A part that an earlier taker began and that the store holds is compared, and sent only if it differs. */
    String send(TakenPart part, PartBody body) {
        PartUpload upload = uploadOf(part);
        Optional<HeldPart> there =
                upload.held(part).filter(held -> upload.upload().holds(held, body));
        if (there.isPresent()) {
            tools.meters().resumed();
            return there.get().etag();
        }
        begins(part);
        return upload.noticingLoss(to -> put(part, to, upload.numberOf(part), body))
                .etag();
    }

    /** Of a part that the store has copied, its checksum of the bytes is not known; it need not be copied again. */
    Optional<HeldPart> heldCopy(TakenPart part) {
        Optional<HeldPart> there =
                abilities.refusesChangedCopies() ? uploadOf(part).held(part) : Optional.empty();
        there.ifPresent(held -> tools.meters().resumed());
        return there;
    }

    /** Has the store make the part of what it holds. */
    HeldPart copy(TakenPart part, CopiedRange range) {
        PartUpload upload = uploadOf(part);
        HeldPart copied = upload.noticingLoss(to ->
                awaiting(() -> to.copy(upload.numberOf(part), range.pin(), range.offsetInObject(), range.length())));
        gotOn(part);
        tools.meters().copied(range.length());
        return copied;
    }

    /** To be said once for each taker, before the store gets or copies a byte for it. */
    void begins(TakenPart part) {
        tools.ledger().archiveParts().sending(part);
    }

    /** Sends bytes of the part to an upload, that of the archive or another. */
    SentPart put(TakenPart part, S3Upload to, int number, PartBody body) {
        try {
            SentPart sent = to.put(number, body, moved -> sent(part, moved));
            tools.meters().sent(sent.size(), part.wasBegun());
            return sent;
        } catch (ChecksumMismatchException garbled) {
            throw UNAVAILABLE.because("the store took other bytes than it was sent: " + garbled.getMessage(), garbled);
        }
    }

    private PartUpload uploadOf(TakenPart part) {
        return awaiting(() -> uploads.of(part));
    }

    /** Reads for this file; if the file itself is at fault, the ledger says so. */
    <T> T blaming(JobFile file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException error) {
            ApplicationFailure failure = Failures.explain(error);
            if (Failures.scopeOf(failure).filter(Scope.FILE::equals).isEmpty()) {
                throw failure;
            }
            throw blamed(file, failure);
        }
    }

    private ApplicationFailure blamed(JobFile file, ApplicationFailure failure) {
        FailureType type = FailureType.valueOf(failure.getType());
        if (SourceHandle.isDeflated(file)) {
            return deflatedBytesLost(file, failure);
        }
        Failure why = new Failure(type.name(), String.valueOf(failure.getOriginalMessage()));
        String what = "file " + file.ordinal() + " (" + file.source() + "): " + why.message();
        if (order.skipsMissing() && (type == SOURCE_MISSING || type == SOURCE_CHANGED)) {
            tools.ledger().archivePlans().leaveOut(run.jobId(), run.epoch(), file.ordinal(), why);
            return PlanVoid.because("left out " + what);
        }
        tools.ledger().files().blame(run.jobId(), run.epoch(), file.ordinal(), why);
        return type.because(what, failure);
    }

    /** The source may be well: a retry deflates it once more. */
    private ApplicationFailure deflatedBytesLost(JobFile file, ApplicationFailure failure) {
        String what = "the deflated bytes of file " + file.ordinal() + " (" + file.source() + ") are lost: "
                + failure.getOriginalMessage();
        Failure why = new Failure(TEMPORARY_MISSING.name(), what);
        tools.ledger().files().blame(run.jobId(), run.epoch(), file.ordinal(), why);
        return TEMPORARY_MISSING.because(what, failure);
    }

    @Override
    public void close() {
        pulse.close();
        tools.meters().read(bytesRead.sum());
        tools.ledger().archivePlans().addBytesRead(run.jobId(), bytesRead.sum());
    }

    /** Files of a part, handed over some at a time and only while their plan stands. */
    private final class Gathered {

        private final Consumer<List<JobFile>> reader;
        private final List<JobFile> files = new ArrayList<>(FILES_AT_ONCE);
        private boolean hasSkipped;

        Gathered(Consumer<List<JobFile>> reader) {
            this.reader = reader;
        }

        void add(JobFile file) {
            if (file.state() == FileState.SKIPPED) {
                hasSkipped = true;
                return;
            }
            files.add(file);
            if (files.size() == FILES_AT_ONCE) {
                handOver();
                works();
            }
        }

        void handOver() {
            if (hasSkipped) {
                requirePlanStill();
            }
            reader.accept(List.copyOf(files));
            files.clear();
            hasSkipped = false;
        }

        /** A file that was planned may have been left out since; then nothing of this plan is to be built any more. */
        private void requirePlanStill() {
            if (!tools.planOf(run).hash().equals(plan.hash())) {
                throw PlanVoid.because("another plan has replaced this one");
            }
        }
    }
}
