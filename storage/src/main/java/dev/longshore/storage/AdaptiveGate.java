package dev.longshore.storage;

import com.netflix.concurrency.limits.limit.VegasLimit;

/**
 * Lets in as many requests as a store answers without making them wait: more while answers stay as quick as they are with
 * few, fewer when they get slower, and fewer when the store says that it is asked too much (TCP Vegas, on the mean of some).
 *
 * <p>For requests of one kind, whose answers begin equally quick when nobody else asks. How quick they are then is measured
 * again now and then, with the least inside.
 */
public final class AdaptiveGate implements Gate {

    /** Even a store that is slow for others gets as many. */
    public static final int LEAST = 4;

    /** No store was seen to do more with more. */
    public static final int MOST = 128;

    private static final int BEGIN = 8;
    private static final int LEAST_ANSWERS = 16;
    private static final double SHRINK = 0.85;

    private static final int ROUNDS_BETWEEN_PROBES = 100;

    /** Answers may come a third later before it stops to grow, and twice as late before it shrinks. */
    private static final int PATIENT_GROWS = 4;

    private static final int PATIENT_STAYS = 2;

    private final int most;
    private final boolean isPatient;
    private final int least;
    private VegasLimit vegas;
    private boolean isProbing;
    private int rounds;
    private int inside;
    private int mostInside;
    private int answers;
    private long nanos;
    private boolean isRefused;

    /** For this many at most. */
    AdaptiveGate(int most) {
        this(most, false);
    }

    /**
     * For requests that make both sides work: with more of them at a time each takes a little longer, and all together still
     * take less. The other one stops where three wait, however far away the store is.
     */
    static AdaptiveGate patient(int most) {
        return new AdaptiveGate(most, true);
    }

    private AdaptiveGate(int most, boolean isPatient) {
        this.most = most;
        this.isPatient = isPatient;
        least = Math.min(LEAST, most);
        vegas = vegasFrom(Math.min(BEGIN, most));
    }

    @Override
    public synchronized void enter() throws InterruptedException {
        while (inside >= limit()) {
            wait();
        }
        inside++;
    }

    @Override
    public synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** How many it lets in at present. */
    public synchronized int limit() {
        return isProbing ? least : Math.max(least, vegas.getLimit());
    }

    public synchronized int inside() {
        return inside;
    }

    /** A request was answered, after so long. */
    synchronized void answered(long after) {
        add(after);
    }

    /** The store wants to be asked less. */
    synchronized void refused() {
        isRefused = true;
        add(0);
    }

    /** One answer says little; what counts is the mean of two for each that may be inside. */
    private void add(long after) {
        if (isProbing && inside > least) {
            return; // those who entered before
        }
        nanos += after;
        answers++;
        mostInside = Math.max(mostInside, inside);
        if (answers >= Math.max(LEAST_ANSWERS, 2 * limit())) {
            tellVegas();
            beginAnew();
            notifyAll();
        }
    }

    /** What it hears first it takes for the time that a store needs when nobody else asks. */
    private void tellVegas() {
        if (isProbing && !isRefused) {
            vegas = vegasFrom(vegas.getLimit());
        }
        long mean = isRefused ? Long.MAX_VALUE : Math.max(1, nanos / answers); // refusals come quickly
        vegas.onSample(0, mean, mostInside, isRefused);
    }

    private VegasLimit vegasFrom(int limit) {
        VegasLimit.Builder builder = VegasLimit.newBuilder()
                .initialLimit(limit)
                .maxConcurrency(most)
                .decreaseFunction(now -> Math.max(least, now * SHRINK))
                .probeMultiplier(Integer.MAX_VALUE);
        if (isPatient) {
            builder.alphaFunction(now -> Math.max(LEAST, now / PATIENT_GROWS))
                    .betaFunction(now -> Math.max(LEAST, now / PATIENT_STAYS))
                    .increaseFunction(now -> now + Math.max(1, now / PATIENT_GROWS));
        }
        return builder.build();
    }

    private void beginAnew() {
        rounds++;
        isProbing = rounds % ROUNDS_BETWEEN_PROBES == 0;
        nanos = 0;
        answers = 0;
        mostInside = 0;
        isRefused = false;
    }
}
