package dev.longshore.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How slowly a body may come. Only the time counts in which somebody waits for its bytes: who takes them slowly, for a
 * bandwidth or a slow target, is waited for as long as it takes.
 */
final class BodyPace {

    /** So few bytes in the {@link Deadlines#ofFewBytes() time for them} are fewer than the thinnest of lines brings. */
    static final long LEAST = 16 * 1024;

    private final Duration most;
    private final LongSupplier nanos;
    private long waited;
    private long came;
    private long since;
    private boolean isWaiting;
    private boolean isCut;

    /** @param most for {@link #LEAST} bytes */
    BodyPace(Duration most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** Reads bytes of the body, or says that there are no more. */
    interface Reading {
        int read() throws IOException;
    }

    /**
     * Counts this read.
     *
     * @throws IOException if the body came too slowly before, or was cut during this read, of which nothing is to be believed
     *     then
     */
    int count(Reading reading) throws IOException {
        begin();
        int count = 0;
        try {
            count = reading.read();
        } catch (IOException broken) {
            throw isCut() ? tooSlow(broken) : broken;
        } finally {
            end(count);
        }
        if (isCut()) {
            throw tooSlow(null);
        }
        return count;
    }

    /** Whether a read takes so long that whoever asks has to cut the body off, which ends the read. */
    synchronized boolean isToBeCut() {
        isCut |= isWaiting && waited + nanos.getAsLong() - since >= most.toNanos();
        return isCut;
    }

    private synchronized boolean isCut() {
        return isCut;
    }

    private synchronized void begin() throws IOException {
        if (waited >= most.toNanos()) {
            throw tooSlow(null);
        }
        isWaiting = true;
        since = nanos.getAsLong();
    }

    private synchronized void end(int count) {
        isWaiting = false;
        waited += nanos.getAsLong() - since;
        came += Math.max(count, 0);
        if (came >= LEAST) {
            waited = 0;
            came = 0;
        }
    }

    private IOException tooSlow(@Nullable IOException end) {
        return new IOException("the body brought fewer than " + LEAST + " bytes in " + most, end);
    }
}
