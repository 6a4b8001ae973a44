package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.UploadTarget;
import java.util.ArrayList;
import java.util.List;

/** An object that grows: the deflated bytes of some files, one behind the other. A part of it is in memory. */
final class DeflatedObject {

    static final int PART = 8 * 1024 * 1024;

    private final S3Upload upload;
    private final ObjectAddress address;
    private final String jobId;
    private final Pulse pulse;
    private final byte[] part;
    private final List<HeldPart> held = new ArrayList<>();
    private long sent;
    private int filled;

    /** @param part room for one part, which nobody else uses meanwhile */
    DeflatedObject(S3Store store, UploadTarget target, Pulse pulse, byte[] part) {
        this.address = target.address();
        this.jobId = target.token();
        this.pulse = pulse;
        this.part = part;
        this.upload = pulse.awaiting(() -> store.begin(target));
    }

    static UploadTarget target(ObjectAddress address, String jobId) {
        return new UploadTarget(address, jobId, ObjectMetadata.of("application/octet-stream"));
    }

    /** Where the next byte will lie. */
    long position() {
        return sent + filled;
    }

    /** Answers whether the store took any of it. */
    boolean write(byte[] bytes, int length) {
        int written = 0;
        long before = sent;
        while (written < length) {
            int next = Math.min(length - written, part.length - filled);
            System.arraycopy(bytes, written, part, filled, next);
            written += next;
            filled += next;
            if (filled == part.length) {
                send();
            }
        }
        return sent > before;
    }

    /** Makes it visible. */
    ObjectPin complete() {
        if (filled > 0) {
            send();
        }
        String etag = pulse.awaiting(() -> upload.complete(held, IfExists.REPLACE, jobId))
                .etag();
        return new ObjectPin(address, etag, sent);
    }

    /** Nobody will read it. */
    void abandon() {
        upload.abort();
    }

    private void send() {
        try {
            held.add(upload.put(held.size() + 1, PartBody.of(part, filled), pulse::moved)
                    .held());
        } catch (ChecksumMismatchException garbled) {
            throw UNAVAILABLE.because("the store took other bytes than it was sent: " + garbled.getMessage(), garbled);
        }
        sent += filled;
        filled = 0;
    }
}
