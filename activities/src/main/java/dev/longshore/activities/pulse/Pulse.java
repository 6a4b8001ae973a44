package dev.longshore.activities.pulse;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats while something moves: a transfer that hangs is taken for dead, although its thread lives. Several threads of one
 * step may move the same pulse.
 */
public final class Pulse implements AutoCloseable {

    /** So that a beat or two may be lost without harm. */
    private static final int BEATS_PER_TIMEOUT = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final ActivityExecutionContext context;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicInteger awaited = new AtomicInteger();
    private final ScheduledFuture<?> timer;
    private volatile @Nullable ActivityCompletionException told;
    private long atLastBeat = -1;

    Pulse(ActivityExecutionContext context, ScheduledExecutorService clock, Duration every) {
        this.context = context;
        this.timer = clock.scheduleAtFixedRate(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For the activity that this thread does. */
    public static Pulse ofThisActivity(ScheduledExecutorService clock) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Duration timeout = context.getInfo().getHeartbeatTimeout();
        return new Pulse(context, clock, timeout.dividedBy(BEATS_PER_TIMEOUT));
    }

    /**
     * Says that something moved: bytes, in small steps, or a request that was answered.
     *
     * @throws ActivityCompletionException if the engine has said meanwhile that this attempt shall end
     */
    public void moved(long amount) {
        moved.addAndGet(amount);
        ActivityCompletionException end = told;
        if (end != null) {
            throw end;
        }
    }

    /** Beats although nothing moves: for a request whose answer may take long, and which has a deadline of its own. */
    public <T> T awaiting(Supplier<T> answer) {
        awaited.incrementAndGet();
        try {
            return answer.get();
        } finally {
            awaited.decrementAndGet();
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
    }

    private void beat() {
        long now = moved.get();
        if (now == atLastBeat && awaited.get() == 0) {
            return;
        }
        atLastBeat = now;
        try {
            context.heartbeat(now);
        } catch (ActivityCompletionException end) {
            told = end;
        } catch (RuntimeException untold) {
            LOG.debug("A beat was lost: {}", untold.toString()); // else the timer would beat no more
        }
    }
}
