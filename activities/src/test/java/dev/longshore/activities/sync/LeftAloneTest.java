package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeftAloneTest {

    private final LeftAlone leftAlone = new LeftAlone(2);

    @Test
    void saysEachOnce() throws InterruptedException {
        assertThat(said("a", "b", "a")).containsExactly("a is left alone: odd", "b is left alone: odd");
        assertThat(said("a", "b")).isEmpty();
    }

    @Test
    void saysOfTooManyThatThereAreMore() throws InterruptedException {
        assertThat(said("a", "b", "c", "d", "a"))
                .containsExactly(
                        "a is left alone: odd",
                        "b is left alone: odd",
                        "More than 2 are left alone; the others are not said");
        assertThat(said("c", "e")).isEmpty();
    }

    private List<String> said(String... names) throws InterruptedException {
        return Said.by(LeftAlone.class, () -> List.of(names).forEach(name -> leftAlone.say(name, "odd")));
    }
}
