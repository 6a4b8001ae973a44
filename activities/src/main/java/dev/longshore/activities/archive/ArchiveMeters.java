package dev.longshore.activities.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of archives. */
final class ArchiveMeters {

    private final Counter read;
    private final Counter sent;
    private final Counter sentAgain;
    private final Counter copied;
    private final Counter resumes;
    private final Counter files;

    ArchiveMeters(MeterRegistry registry) {
        read = bytes(registry, "read", "spliced");
        sent = bytes(registry, "sent", "spliced");
        copied = bytes(registry, "sent", "copied");
        sentAgain = Counter.builder("longshore.bytes.sent.again")
                .tag("room", "archive")
                .register(registry);
        resumes = Counter.builder("longshore.resumes").tag("room", "archive").register(registry);
        files = Counter.builder("longshore.files")
                .tag("room", "archive")
                .tag("outcome", "done")
                .register(registry);
    }

    void read(long bytes) {
        read.increment((double) bytes);
    }

    /** @param again the store may have got these bytes before, from a worker that vanished */
    void sent(long bytes, boolean again) {
        sent.increment((double) bytes);
        if (again) {
            sentAgain.increment((double) bytes);
        }
    }

    /** The store has copied these bytes; they did not pass through this process. */
    void copied(long bytes) {
        copied.increment((double) bytes);
    }

    /** A part was found in the store that an earlier worker had sent. */
    void resumed() {
        resumes.increment();
    }

    void done(int count) {
        files.increment(count);
    }

    private static Counter bytes(MeterRegistry registry, String direction, String mode) {
        return Counter.builder("longshore.bytes")
                .tag("room", "archive")
                .tag("direction", direction)
                .tag("mode", mode)
                .register(registry);
    }
}
