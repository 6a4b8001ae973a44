package dev.longshore.starters.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeedTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final Speed speed = new Speed(START, 0);

    @Test
    void nothingIsKnownUntilSomethingHasMoved() {
        assertThat(at(0, 0)).isEmpty();
        assertThat(at(100, 0)).isEmpty();
        assertThat(at(110, 10)).hasValue(990);
    }

    @Test
    void whatIsMeasuredInAMomentSaysNothing() {
        assertThat(speed.secondsLeft(START.plusMillis(999), 500, 1000)).isEmpty();
        assertThat(speed.secondsLeft(START.plusMillis(1000), 500, 1000)).hasValue(1);
        assertThat(speed.secondsLeft(START.plusMillis(1001), 999, 1000)).hasValue(1);
    }

    @Test
    void theFirstLookCountsFromTheStart() {
        assertThat(at(50, 100)).hasValue(450);
    }

    @Test
    void aSlowMomentDoesNotChangeEverything() {
        at(100, 500);

        assertThat(at(103, 500).getAsLong()).isBetween(100L, 120L);
    }

    @Test
    void theNewestPaceWinsInTheEnd() {
        at(100, 10);
        for (int second = 101; second <= 190; second++) {
            at(second, 10 + (second - 100) * 5L);
        }

        assertThat(at(191, 465).getAsLong()).isBetween(107L, 130L);
    }

    @Test
    void whoeverStandsStillTakesLongerAndLonger() {
        long before = at(10, 100).getAsLong();
        long later = at(40, 100).getAsLong();

        assertThat(at(100, 100).getAsLong()).isGreaterThan(later);
        assertThat(later).isGreaterThan(before);
    }

    @Test
    void whatHasToBeDoneAgainBeginsAnew() {
        at(10, 500);

        assertThat(at(20, 0)).isEmpty();
        assertThat(at(30, 10)).hasValue(990);
    }

    @Test
    void nothingIsSaidOfTheEnd() {
        at(10, 500);

        assertThat(at(20, 1000)).isEmpty();
        assertThat(at(21, 1001)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isNeverNegativeHoweverTheFiguresJump(long seed) {
        Random random = new Random(seed);
        Instant now = START;
        for (int look = 0; look < 1_000; look++) {
            now = now.plus(Duration.ofMillis(random.nextInt(5_000) - 500));

            OptionalLong left = speed.secondsLeft(now, random.nextInt(1_100), 1_000);

            assertThat(left.orElse(0)).isNotNegative();
        }
    }

    private OptionalLong at(long second, long done) {
        return speed.secondsLeft(START.plusSeconds(second), done, 1000);
    }
}
