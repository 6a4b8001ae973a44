package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BitesTest {

    private final List<List<Integer>> written = new ArrayList<>();
    private boolean isAway;
    private long nanos;
    private final Bites<Integer> bites = new Bites<>(3, this::write, () -> nanos);

    @Test
    void writesSoManyAtATime() {
        IntStream.range(0, 7).forEach(bites::add);
        assertThat(written).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));

        bites.flush();
        bites.flush();

        assertThat(written).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
        assertThat(bites.all()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void writesFewAlsoWhenTheyComeSlowly() {
        bites.add(0);
        assertThat(written).isEmpty();

        nanos += Duration.ofSeconds(1).toNanos();
        bites.add(1);
        bites.add(2);

        assertThat(written).startsWith(List.of(0, 1));
    }

    @Test
    void keepsWhatCouldNotBeWritten() {
        bites.add(0);
        bites.add(1);
        isAway = true;
        assertThatThrownBy(() -> bites.add(2)).isInstanceOf(IllegalStateException.class);
        assertThat(bites.all()).isEmpty();
        isAway = false;

        bites.flush();

        assertThat(bites.all()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void takesFromManyThreads() {
        Queue<Integer> all = new ConcurrentLinkedQueue<>();
        Bites<Integer> shared = new Bites<>(7, all::addAll);

        IntStream.range(0, 10_000).parallel().forEach(shared::add);
        shared.flush();

        assertThat(all).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(shared.all()).hasSize(10_000);
    }

    private void write(List<Integer> bite) {
        if (isAway) {
            throw new IllegalStateException("away");
        }
        written.add(List.copyOf(bite));
    }
}
