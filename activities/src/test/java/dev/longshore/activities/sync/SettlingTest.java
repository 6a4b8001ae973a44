package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.storage.files.FileIdentity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = NOW;
    private final Settling settling = new Settling(Duration.ofSeconds(2), () -> now);

    @Test
    void aFileIsStillWhenNobodyHasTouchedItForSoLong() {
        assertThat(settling.isStill(changed(NOW.minusMillis(1999)))).isFalse();
        assertThat(settling.isStill(changed(NOW.minusSeconds(2)))).isTrue();
    }

    @Test
    void aFileThatWasRenamedOrGivenAnOldTimeWasTouched() {
        assertThat(settling.isStill(file(NOW.minusSeconds(1), NOW.minusSeconds(5000))))
                .isFalse();
    }

    @Test
    void aFileWasTouchedWhereOnlyItsOwnTimeSaysSo() {
        assertThat(settling.isStill(file(NOW.minusSeconds(5000), NOW.minusSeconds(1))))
                .isFalse();
    }

    @Test
    void aTimeInTheFutureKeepsNoFileWaiting() {
        assertThat(settling.isStill(file(NOW.minusSeconds(5), NOW.plusSeconds(1_000_000))))
                .isTrue();
        assertThat(settling.isStill(file(NOW.minusSeconds(1), NOW.plusSeconds(1_000_000))))
                .isFalse();
    }

    @Test
    void whatMustStandStillIsSaidWhenItsTimeHasCome() {
        assertThat(settling.isStill(changed(NOW.minusSeconds(1)))).isFalse();
        settling.awaitAnew("later");
        assertThat(settling.due()).isEmpty();
        assertThat(settling.untilNext(MINUTE)).isEqualTo(Duration.ofSeconds(1));

        now = NOW.plusSeconds(1);

        assertThat(settling.untilNext(MINUTE)).isZero();
        assertThat(settling.due()).containsExactly("file");
        assertThat(settling.due()).as("once").isEmpty();
        assertThat(settling.isEmpty()).isFalse();
        assertThat(settling.untilNext(Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void whatFoundNoPlaceIsLookedForOnceTheOthersHadTheirTime() {
        for (int i = 0; i < 100_001; i++) {
            settling.awaitAnew("file " + i);
        }
        assertThat(settling.leftOut()).isFalse();
        now = NOW.plusSeconds(3);

        assertThat(settling.due()).hasSize(100_000);

        assertThat(settling.isEmpty()).isFalse();
        assertThat(settling.leftOut()).isTrue();
        settling.compared();
        assertThat(settling.isEmpty()).isTrue();
    }

    @Test
    void whatIsTouchedAgainWaitsAgain() {
        assertThat(settling.isStill(changed(NOW.minusSeconds(1)))).isFalse();
        assertThat(settling.isStill(changed(NOW))).isFalse();

        now = NOW.plusSeconds(1);

        assertThat(settling.due()).isEmpty();
        now = NOW.plusSeconds(2);
        assertThat(settling.due()).containsExactly("file");
        assertThat(settling.isEmpty()).isTrue();
    }

    @Test
    void onlySoManyAreHeld() {
        for (int i = 0; i < 100_010; i++) {
            settling.awaitAnew("file " + i);
        }
        settling.awaitAnew("file 0");

        now = NOW.plusSeconds(2);

        assertThat(settling.due()).hasSize(100_000);
    }

    private static FoundFile changed(Instant at) {
        return file(at, at);
    }

    private static FoundFile file(Instant changed, Instant modified) {
        long nanos = Math.addExact(Math.multiplyExact(modified.getEpochSecond(), 1_000_000_000L), modified.getNano());
        return new FoundFile("file", new FileIdentity(1, 2, 3, nanos), changed);
    }
}
