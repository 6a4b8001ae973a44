package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against stores that are played; as many ask as the gate lets in. */
class AdaptiveGateTest {

    private static final long MILLI = 1_000_000;

    @ParameterizedTest(name = "{0} ms")
    @CsvSource({"5", "20", "120"})
    void letsInEverMoreWhereAnswersStayAsQuick(long millis) throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);

        play(gate, 250, inside -> millis * MILLI);

        assertThat(gate.limit()).isEqualTo(AdaptiveGate.MOST);
    }

    /** The steps in which it grows are as wide as what it bears of waiting, so it stays near the store's measure. */
    @ParameterizedTest(name = "{0} at a time")
    @CsvSource({"2,4,14", "16,16,36", "40,30,70"})
    void doesNotGrowFarBeyondWhatTheStoreDoesAtATime(int atATime, int least, int most) throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);

        play(gate, 300, inside -> 4 * MILLI * Math.max(atATime, inside) / atATime);

        assertThat(gate.limit()).as(said(gate)).isBetween(least, most);
    }

    @ParameterizedTest(name = "{0} ms, {1} for each that is inside")
    @CsvSource({"20,0.05,100,128", "20,0.5,13,60", "1,1,4,14"})
    void growsFartherWhereItBearsThatAnswersComeALittleLater(long millis, double more, int least, int most)
            throws InterruptedException {
        AdaptiveGate gate = AdaptiveGate.patient(AdaptiveGate.MOST);

        play(gate, 300, inside -> (long) ((millis + more * inside) * MILLI));

        assertThat(gate.limit()).as(said(gate)).isBetween(least, most);
    }

    @Test
    void shrinksToTheLeastWhereTheStoreRefusesAndGrowsAgainAfterwards() throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);
        play(gate, 250, inside -> 20 * MILLI);

        playRefusals(gate, 100);
        assertThat(gate.limit()).isEqualTo(AdaptiveGate.LEAST);
        play(gate, 250, inside -> 20 * MILLI);

        assertThat(gate.limit()).isEqualTo(AdaptiveGate.MOST);
    }

    @Test
    void doesNotTakeForTheStoresOwnTimeWhatIsWaitingOfALongJob() throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);

        play(gate, 20_000, inside -> 4 * MILLI * Math.max(2, inside) / 2);

        assertThat(gate.limit()).isBetween(AdaptiveGate.LEAST, 14);
    }

    @Test
    void learnsThatAStoreHasBecomeFartherAway() throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);
        play(gate, 250, inside -> 5 * MILLI);

        play(gate, 1_000, inside -> 80 * MILLI);

        assertThat(gate.limit()).isEqualTo(AdaptiveGate.MOST);
    }

    @Test
    void doesNotGrowWhereFewAsk() {
        AdaptiveGate gate = new AdaptiveGate(AdaptiveGate.MOST);

        for (int i = 0; i < 5_000; i++) {
            gate.answered(5 * MILLI);
        }

        assertThat(gate.limit()).isLessThanOrEqualTo(8);
    }

    @ParameterizedTest(name = "{0} at most")
    @CsvSource({"1", "3", "20"})
    void letsInNoMoreThanItMay(int most) throws InterruptedException {
        AdaptiveGate gate = new AdaptiveGate(most);

        play(gate, 250, inside -> 20 * MILLI);

        assertThat(gate.limit()).isEqualTo(most);
    }

    private void play(AdaptiveGate gate, int rounds, LatencyOf latency) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            int inside = fill(gate);
            long nanos = latency.nanos(inside);
            for (int i = 0; i < inside; i++) {
                gate.answered(nanos);
            }
            leave(gate, inside);
        }
    }

    private void playRefusals(AdaptiveGate gate, int rounds) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            int inside = fill(gate);
            for (int i = 0; i < 20; i++) {
                gate.refused();
            }
            leave(gate, inside);
        }
    }

    private static int fill(AdaptiveGate gate) throws InterruptedException {
        int inside = 0;
        while (inside < gate.limit()) {
            gate.enter();
            inside++;
        }
        return inside;
    }

    private static void leave(AdaptiveGate gate, int inside) {
        for (int i = 0; i < inside; i++) {
            gate.leave();
        }
        assertThat(gate.inside()).isZero();
    }

    private static String said(AdaptiveGate gate) {
        return String.format(Locale.ROOT, "limit %d", gate.limit());
    }

    private interface LatencyOf {

        long nanos(int inside);
    }
}
