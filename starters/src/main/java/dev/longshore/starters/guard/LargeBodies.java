package dev.longshore.starters.guard;

import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/** Lets so many large bodies be in memory at a time that together they take no more than two of the largest. */
public final class LargeBodies {

    private static final int AT_ONCE = 2;
    private static final long WAIT_SECONDS = 20;
    private static final int UNIT = 1024;

    private final int maxBytes;
    private final Semaphore room;

    public LargeBodies(DataSize maxBody) {
        maxBytes = Math.toIntExact(Math.min(maxBody.toBytes(), Integer.MAX_VALUE - UNIT));
        room = new Semaphore(AT_ONCE * units(maxBytes), true);
    }

    /** Throws {@link RefusedException} if the body is too large, or if there is no room for it within some seconds. */
    public <T> T with(HttpServletRequest request, Function<byte[], T> use) {
        long said = request.getContentLengthLong();
        int units = units(said < 0 ? maxBytes : Math.min(said, maxBytes));
        acquire(units);
        try {
            return use.apply(RequestBody.read(request, maxBytes));
        } finally {
            room.release(units);
        }
    }

    private void acquire(int units) {
        try {
            if (room.tryAcquire(units, WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw RefusedException.unavailable("Too many large requests are being read; try again.");
    }

    private static int units(long bytes) {
        return (int) (bytes / UNIT) + 1;
    }
}
