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

/**
 * Beats while something moves: a transfer that hangs is taken for dead, although its thread lives. Several threads of one
 * step may move the same pulse.
 */
public final class Pulse implements AutoCloseable {

    /** So that a beat or two may be lost without harm. */
    private static final int BEATS_PER_TIMEOUT = 5;

    private final ActivityExecutionContext context;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledFuture<?> timer;
    private volatile @Nullable ActivityCompletionException told;
    private long atLastBeat = -1;

    private Pulse(ActivityExecutionContext context, ScheduledExecutorService clock, Duration every) {
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

    /** Beats while this is under way: one request, or a few, each of which has a deadline of its own. */
    public <T> T duringRequest(Supplier<T> request) {
        waiting.incrementAndGet();
        try {
            T answer = request.get();
            moved(1);
            return answer;
        } finally {
            waiting.decrementAndGet();
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
    }

    private void beat() {
        long now = moved.get();
        if (now == atLastBeat && waiting.get() == 0) {
            return;
        }
        atLastBeat = now;
        try {
            context.heartbeat(now);
        } catch (ActivityCompletionException end) {
            told = end;
        }
    }
}
