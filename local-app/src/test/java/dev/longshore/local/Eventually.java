package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Waits for what must come, however slow the machine is. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int STORIES = 5;

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        become(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> void is(T wanted, Supplier<T> question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.get();
        while (!answer.equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.get();
        }
        assertThat(answer).isEqualTo(wanted);
    }

    /** However many there are, as long as they become fewer. */
    static void empties(String what, Supplier<List<String>> question, UnaryOperator<String> story) {
        int fewest = Integer.MAX_VALUE;
        long deadline = 0;
        List<String> left = question.get();
        while (!left.isEmpty()) {
            if (left.size() < fewest) {
                fewest = left.size();
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                List<String> stories = left.stream().limit(STORIES).map(story).toList();
                throw new AssertionError(what + " still holds " + left + ": " + stories);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            left = question.get();
        }
    }

    static <T> T become(String what, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.get();
        }
        return answer.get();
    }
}
