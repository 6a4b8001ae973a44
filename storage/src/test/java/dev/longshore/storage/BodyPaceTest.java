package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** By a clock that stands still unless a test moves it. */
class BodyPaceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long now = Long.MAX_VALUE - 5; // such clocks begin anywhere
    private final BodyPace pace = new BodyPace(MINUTE, () -> now);

    @Test
    void aBodyThatComesDropByDropIsTooSlowAfterItsTime() throws IOException {
        for (int drop = 0; drop < 60; drop++) {
            assertThat(read(1, SECOND)).isEqualTo(1);
        }

        assertThatThrownBy(() -> read(1, SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fewer than 16384 bytes in PT1M");
    }

    @Test
    void aBodyThatBringsEnoughEachTimeMayTakeForEver() throws IOException {
        for (int drop = 0; drop < 1000; drop++) {
            assertThat(read((int) BodyPace.LEAST, SECOND.multipliedBy(59))).isPositive();
        }
    }

    @Test
    void whoReadsSlowlyIsNotTakenForASlowBody() throws IOException {
        for (int drop = 0; drop < 1000; drop++) {
            assertThat(read(1, Duration.ofMillis(1))).isEqualTo(1);
            pass(Duration.ofHours(1)); // for a timetable
            assertThat(pace.isToBeCut()).isFalse();
        }
    }

    @Test
    void aReadThatDoesNotEndIsToBeCut() {
        assertThatThrownBy(() -> pace.count(() -> {
                    pass(SECOND.multipliedBy(59));
                    assertThat(pace.isToBeCut()).isFalse();
                    pass(SECOND);
                    assertThat(pace.isToBeCut()).isTrue();
                    throw new SocketException("Socket closed");
                }))
                .hasMessageContaining("fewer than")
                .hasRootCauseInstanceOf(SocketException.class);
    }

    @Test
    void whatIsReadWhileTheBodyIsCutIsNotBelieved() {
        assertThatThrownBy(() -> pace.count(() -> {
                    pass(MINUTE);
                    assertThat(pace.isToBeCut()).isTrue();
                    return 5;
                }))
                .hasMessageContaining("fewer than");
    }

    @Test
    void aBodyThatBreaksOffByItselfSaysSo() {
        assertThatThrownBy(() -> pace.count(() -> {
                    throw new SocketException("Connection reset");
                }))
                .isInstanceOf(SocketException.class);
    }

    private int read(int bytes, Duration waiting) throws IOException {
        return pace.count(() -> {
            pass(waiting);
            return bytes;
        });
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
