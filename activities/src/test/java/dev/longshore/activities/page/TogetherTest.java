package dev.longshore.activities.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.activities.page.Together.Task;
import dev.longshore.storage.Gate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TogetherTest {

    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    @Test
    void beginsTasksInTheirOrder() {
        Gate gate = Gate.of(1);
        try (Together together = new Together("test")) {
            assertThat(together.work(tasks(gate, 20), () -> true)).isTrue();
        }

        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    /** As where the system gives no more threads. */
    @Test
    void whoFindsNoThreadStaysInNoGate() {
        Gate gate = Gate.of(1);
        Together closed = new Together("test");
        closed.close();

        assertThatThrownBy(() -> closed.work(tasks(gate, 1), () -> true))
                .isInstanceOf(RejectedExecutionException.class);

        try (Together together = new Together("test")) {
            assertThat(together.work(tasks(gate, 2), () -> true)).isTrue();
        }
    }

    @Test
    void doesTheFirstEvenIfNoMoreIsWished() {
        Gate gate = Gate.of(1);
        try (Together together = new Together("test")) {
            assertThat(together.work(tasks(gate, 20), () -> false)).isFalse();
        }

        assertThat(done).containsExactly(0);
    }

    @Test
    void leavesTheRestOnceNoMoreIsWished() {
        AtomicInteger asked = new AtomicInteger();

        Gate gate = Gate.of(1);
        try (Together together = new Together("test")) {
            assertThat(together.work(tasks(gate, 20), () -> asked.incrementAndGet() < 5))
                    .isFalse();
        }

        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void saysTheFirstFailureWhenAllThatWereBegunHaveEnded() {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        Runnable failing = () -> {
            failed.complete(null);
            throw new IllegalStateException("spoiled");
        };
        Runnable slow = () -> {
            failed.join();
            done.add(99);
        };

        Gate gate = Gate.of(2);
        try (Together together = new Together("test")) {
            assertThatThrownBy(() -> together.work(List.of(
                            new Task(gate, slow),
                            new Task(gate, failing),
                            new Task(gate, () -> done.add(1)),
                            new Task(gate, () -> done.add(2)))))
                    .hasMessage("spoiled");
        }

        assertThat(done).contains(99);
    }

    @Test
    void aFailureSkipsNothingOfWhatSomebodyElseHasDone() {
        Gate gate = Gate.of(1);
        try (Together together = new Together("test")) {
            assertThatThrownBy(() -> together.work(List.of(new Task(gate, () -> {
                        throw new IllegalStateException("spoiled");
                    }))))
                    .hasMessage("spoiled");

            together.work(tasks(gate, 3));
        }

        assertThat(done).containsExactly(0, 1, 2);
    }

    @Test
    void passesErrorsOn() {
        Gate gate = Gate.of(1);
        try (Together together = new Together("test")) {
            assertThatThrownBy(() -> together.work(List.of(new Task(gate, () -> {
                        throw new Vanished();
                    }))))
                    .isInstanceOf(Vanished.class);
        }
    }

    @Test
    void beginsNoMoreAtATimeThanTheGateLetsIn() {
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Gate gate = Gate.of(3);
        Runnable task = () -> {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            under.decrementAndGet();
        };

        try (Together together = new Together("test")) {
            together.work(Stream.generate(() -> new Task(gate, task)).limit(30).toList());
        }

        assertThat(most).hasValue(3);
    }

    @Test
    void whoeverFailedOrEndedLeavesTheGate() throws InterruptedException {
        Gate gate = Gate.of(2);
        try (Together together = new Together("test")) {
            assertThatThrownBy(() -> together.work(List.of(new Task(gate, () -> {
                        throw new IllegalStateException("spoiled");
                    }))))
                    .hasMessage("spoiled");
            together.work(tasks(gate, 5), () -> false);
        }

        gate.enter();
        gate.enter();
        assertThat(done).containsExactly(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Task> tasks(Gate gate, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Task(gate, () -> done.add(number)))
                .toList();
    }

    private static final class Vanished extends Error {

        private static final long serialVersionUID = 1;
    }
}
