package dev.longshore.local;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.FaultPlan;
import dev.longshore.embedded.PassedRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets some parts of uploads pass on their way to the store, and holds those behind them until it is opened. */
final class PartGate implements FaultPlan {

    private final int passing;
    private final AtomicInteger seen = new AtomicInteger();
    private final CountDownLatch opened = new CountDownLatch(1);

    PartGate(int passing) {
        this.passing = passing;
    }

    @Override
    public Fault faultFor(PassedRequest request) {
        if (isPart(request) && seen.incrementAndGet() > passing) {
            awaitOpening();
        }
        return new Fault.None();
    }

    /** Returns once a part stands before the gate, so that its job is in the middle. */
    void awaitAPart() {
        Eventually.holds("a part at the gate", () -> seen.get() > passing);
    }

    /** How many parts came, those included that passed. */
    int seen() {
        return seen.get();
    }

    void open() {
        opened.countDown();
    }

    /** Not those by which a store is asked what it can do. */
    static boolean isPart(PassedRequest request) {
        return request.method().equals("PUT")
                && request.query().containsKey("partNumber")
                && !request.path().contains("longshore-probe-");
    }

    private void awaitOpening() {
        try {
            opened.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
