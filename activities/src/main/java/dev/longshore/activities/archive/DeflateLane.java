package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.CHECKSUM_MISMATCH;
import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;

import dev.longshore.activities.archive.FileDeflater.Deflated;
import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.InspectedFile;
import dev.longshore.ledger.JobFiles;
import dev.longshore.ledger.TakenFile;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.Source;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Deflates files one after the other, into temporary objects of its own. The ledger hears of a file when the object is
 * whole that its bytes are in; what is lost with a lane is done once more, into an object of another name.
 */
final class DeflateLane implements AutoCloseable {

    private static final int BITE = 50;

    /** From this size on an object gets no more files, so that not too much is lost with a lane. */
    private static final long FULL = 64L * 1024 * 1024;

    private record Written(TakenFile file, long begin, Deflated deflated) {}

    private final ArchiveTools tools;
    private final ArchiveOrder order;
    private final Pulse pulse;
    private final JobFiles files;
    private final FileDeflater deflater;
    private final List<InspectedFile> stored = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private byte @Nullable [] part;
    private @Nullable DeflatedObject object;
    private long unasked;

    DeflateLane(ArchiveTools tools, ArchiveOrder order, Pulse pulse, WholeDeflater whole) {
        this.tools = tools;
        this.order = order;
        this.pulse = pulse;
        this.files = tools.ledger().files();
        this.deflater = new FileDeflater(whole, this::read);
    }

    void add(TakenFile file) {
        try {
            long begin = position();
            Optional<Deflated> deflated = deflated(file);
            deflated.ifPresent(bytes -> requireEqual(file, bytes.crc32()));
            deflated.ifPresentOrElse(bytes -> written.add(new Written(file, begin, bytes)), () -> store(file));
        } catch (RuntimeException error) {
            record(file, Failures.explain(error));
        }
        if (stored.size() >= BITE) {
            tellOfStored();
        }
        if (position() >= FULL) {
            finish();
        }
    }

    /** Makes the object whole in which the newest files are, and tells the ledger. */
    void finish() {
        tellOfStored();
        DeflatedObject grown = object;
        if (grown == null || written.isEmpty()) {
            return;
        }
        ObjectPin whole = grown.complete();
        files.inspected(written.stream().map(one -> packed(one, whole)).toList());
        written.clear();
        object = null;
    }

    /** An upload that is not whole is removed with the other temporary objects of the job. */
    @Override
    public void close() {
        deflater.close();
    }

    private Optional<Deflated> deflated(TakenFile file) {
        long size = Objects.requireNonNull(file.bytes());
        if (!Compressible.isWorthALook(file.target(), size)) {
            return Optional.empty();
        }
        ObjectPin pin = new ObjectPin(
                ObjectAddress.parse(file.source()), SourceHandle.of(file).etag(), size);
        Source source = tools.stores().of(pin.address(), Right.READ).source(pin);
        return deflater.deflate(source, (bytes, length) -> write(file, bytes, length));
    }

    private void write(TakenFile file, byte[] bytes, int length) {
        DeflatedObject grown = object;
        if (grown == null) {
            grown = begun(file);
            object = grown;
        }
        if (grown.write(bytes, length)) {
            files.moved(file);
        }
    }

    private DeflatedObject begun(TakenFile first) {
        byte[] room = part;
        if (room == null) {
            room = new byte[DeflatedObject.PART];
            part = room;
        }
        ObjectAddress address = Temporaries.ofDeflated(order.target(), first);
        return new DeflatedObject(
                tools.stores().of(address, Right.WRITE), DeflatedObject.target(address, first.jobId()), pulse, room);
    }

    private long position() {
        return object == null ? 0 : object.position();
    }

    private void read(long bytes) {
        pulse.moved(bytes);
        tools.meters().read(bytes);
        unasked += bytes;
        if (unasked >= DeflatedObject.PART) {
            unasked = 0;
            if (tools.isDraining().getAsBoolean()) {
                throw new CancellationException("This worker stops; another deflates the file from its begin");
            }
        }
    }

    private static void requireEqual(TakenFile file, int computed) {
        Crc32Json.in(file.checksum()).filter(known -> known != computed).ifPresent(known -> {
            throw CHECKSUM_MISMATCH.because("the store says that the CRC-32 of " + file.source() + " is "
                    + Integer.toHexString(known) + ", its bytes give " + Integer.toHexString(computed));
        });
    }

    private void store(TakenFile file) {
        String handle = SourceHandle.of(file).packed(null).json();
        stored.add(new InspectedFile(file, Objects.requireNonNull(file.bytes()), handle, file.checksum()));
    }

    private static InspectedFile packed(Written one, ObjectPin object) {
        TakenFile file = one.file();
        DeflatedBytes bytes =
                new DeflatedBytes(object, one.begin(), one.deflated().size());
        return new InspectedFile(
                file,
                Objects.requireNonNull(file.bytes()),
                SourceHandle.of(file).packed(bytes).json(),
                Crc32Json.of(one.deflated().crc32()));
    }

    private void tellOfStored() {
        if (!stored.isEmpty()) {
            files.inspected(List.copyOf(stored));
            stored.clear();
        }
    }

    /** A failure of the file ends the file; any other ends the step. */
    private void record(TakenFile file, ApplicationFailure failure) {
        if (Failures.scopeOf(failure).filter(Scope.FILE::equals).isEmpty()) {
            throw failure;
        }
        Failure why = new Failure(failure.getType(), String.valueOf(failure.getOriginalMessage()));
        boolean isGone = List.of(SOURCE_MISSING.name(), SOURCE_CHANGED.name()).contains(failure.getType());
        if (order.skipsMissing() && isGone) {
            files.skipped(file, why);
        } else {
            files.failed(file, why);
        }
    }
}
