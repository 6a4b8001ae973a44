package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StartedPartsTest {

    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final StartedParts parts = new StartedParts();

    @Test
    void closesInReverseOrderAlsoIfOneCannotBeClosed() throws Exception {
        parts.start(() -> part("servers"));
        parts.start(() -> () -> {
            throw new IllegalStateException("stuck");
        });
        parts.start(() -> part("app"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("app", "servers");
    }

    @Test
    void startsNothingAnyMoreOnceClosed() {
        parts.close();

        assertThatThrownBy(() -> parts.start(() -> part("late"))).isInstanceOf(StoppedException.class);
        assertThat(parts.explaining(new IllegalStateException())).isInstanceOf(StoppedException.class);
    }

    /** A server that is just starting would else outlive the process. */
    @Test
    void waitsForThePartUnderWayAndClosesItToo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> starting = inBackground(() -> parts.start(() -> {
            begun.countDown();
            goOn.await();
            return part("slow");
        }));
        begun.await();
        CompletableFuture<Void> closing = inBackground(parts::close);

        goOn.countDown();
        starting.get(20, TimeUnit.SECONDS);
        closing.get(20, TimeUnit.SECONDS);

        assertThat(closed).containsExactly("slow");
    }

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    private interface Step {
        void take() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Step step) {
        return CompletableFuture.runAsync(() -> {
            try {
                step.take();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
