package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritersTest {

    private static final Path FILE = Path.of("aside", "f1");

    @Test
    void whoAsksIsToldOfNowAlthoughOthersAskedBefore() {
        AtomicInteger looks = new AtomicInteger();
        Writers writers = new Writers(() -> looks.incrementAndGet() == 1 ? Set.of() : Set.of(FILE));

        assertThat(writers.files().contains(FILE)).isFalse();
        assertThat(writers.files().contains(FILE)).isTrue();
    }

    @Test
    void whoAskDuringALookShareTheNextOne() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Writers writers = new Writers(() -> {
            looking.countDown();
            awaitUninterrupted(goOn);
            return looks.incrementAndGet() == 1 ? Set.of() : Set.of(FILE);
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture<Boolean> first =
                    CompletableFuture.supplyAsync(() -> writers.files().contains(FILE), threads);
            looking.await();
            Asker second = new Asker(writers);
            Asker third = new Asker(writers);
            Poll.until(() -> second.isWaiting() && third.isWaiting());

            goOn.countDown();

            assertThat(first.get()).isFalse();
            assertThat(second.answer()).isTrue();
            assertThat(third.answer()).isTrue();
            assertThat(looks).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static final class Asker {

        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        private final Thread thread;

        Asker(Writers writers) {
            thread = new Thread(() -> answer.complete(writers.files().contains(FILE)));
            thread.start();
        }

        boolean isWaiting() {
            return thread.getState() == Thread.State.BLOCKED;
        }

        boolean answer() throws Exception {
            return answer.get();
        }
    }
}
