package dev.longshore.activities.archive;

import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.opentest4j.AssertionFailedError;

/** A worker that ends at one of its calls to the store. From then on it does nothing more, as if it had been killed. */
final class Victim implements AutoCloseable {

    /** The server hears nothing of the call, or does its work and is the last to know. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private final CountingProxy line;
    private final Taker taker;
    private final int call;
    private final Moment moment;
    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Victim(ArchiveScene scene, int call, Moment moment, Consumer<Taker> work) {
        this.call = call;
        this.moment = moment;
        line = scene.anotherLine();
        line.spoil(this::faultFor);
        taker = scene.orderlyTaker(line);
        thread = new Thread(() -> live(work), "victim");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when it is dead. */
    void awaitEnd() {
        ended.orTimeout(60, TimeUnit.SECONDS).join();
    }

    List<PassedExchange> exchanges() {
        return line.exchanges();
    }

    /** Its remains reach neither store nor ledger any more. */
    @Override
    public void close() {
        line.shut();
        closing.countDown();
        line.close();
        taker.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault faultFor(PassedRequest request) {
        int count = calls.incrementAndGet();
        if (count < call) {
            return new Fault.None();
        }
        if (count == call && moment == Moment.AFTER) {
            return new Fault.LoseAnswer(this::end);
        }
        end();
        return new Fault.Refuse(503);
    }

    private void end() {
        ended.complete(null);
        try {
            closing.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(Consumer<Taker> work) {
        try {
            work.accept(taker);
            ended.completeExceptionally(new AssertionFailedError("It came to its end alive"));
        } catch (RuntimeException cutOff) {
            ended.completeExceptionally(cutOff); // unless it is dead already
        }
    }
}
