package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TogetherTest {

    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    @Test
    void beginsTasksInTheirOrder() {
        try (Together together = new Together(1, "test")) {
            assertThat(together.work(tasks(20), () -> true)).isTrue();
        }

        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void doesTheFirstEvenIfNoMoreIsWished() {
        try (Together together = new Together(1, "test")) {
            assertThat(together.work(tasks(20), () -> false)).isFalse();
        }

        assertThat(done).containsExactly(0);
    }

    @Test
    void leavesTheRestOnceNoMoreIsWished() {
        AtomicInteger asked = new AtomicInteger();

        try (Together together = new Together(1, "test")) {
            assertThat(together.work(tasks(20), () -> asked.incrementAndGet() < 5))
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

        try (Together together = new Together(2, "test")) {
            assertThatThrownBy(() -> together.work(List.of(slow, failing, () -> done.add(1), () -> done.add(2))))
                    .hasMessage("spoiled");
        }

        assertThat(done).contains(99);
    }

    @Test
    void aFailureSkipsNothingOfWhatSomebodyElseHasDone() {
        try (Together together = new Together(1, "test")) {
            assertThatThrownBy(() -> together.work(List.of(() -> {
                        throw new IllegalStateException("spoiled");
                    })))
                    .hasMessage("spoiled");

            together.work(tasks(3));
        }

        assertThat(done).containsExactly(0, 1, 2);
    }

    @Test
    void passesErrorsOn() {
        try (Together together = new Together(1, "test")) {
            assertThatThrownBy(() -> together.work(List.of(() -> {
                        throw new Taker.Vanished();
                    })))
                    .isInstanceOf(Taker.Vanished.class);
        }
    }

    private List<Runnable> tasks(int count) {
        return IntStream.range(0, count)
                .<Runnable>mapToObj(number -> () -> done.add(number))
                .toList();
    }
}
