package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {

    private static final String WEEK = "Mon-08:00,512k Mon-18:00,off Sat-00:00,10M";
    private static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration NAP = Duration.ofMillis(200);

    private Instant now = MONDAY;
    private final AtomicInteger naps = new AtomicInteger();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10M|10485760",
                "512k|524288",
                "512|524288",
                "1.5M|1572864",
                "2000B|2000",
                "1g|1073741824",
            })
    void aRateHoldsAtAllTimes(String text, long bytes) {
        assertThat(Timetable.of(text).at(at("2026-11-22T00:00"))).hasValue(bytes);
        assertThat(Timetable.of(text).at(at("2026-11-27T23:59"))).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T07:59, 0", // before the first of the day, as since the last
        "2026-11-22T08:00, 524288",
        "2026-11-22T11:59, 524288",
        "2026-11-22T12:00, 10485760",
        "2026-11-25T18:00, 0"
    })
    void aTimetableHoldsEachDay(String time, long bytes) {
        OptionalLong rate = Timetable.of("08:00,512k 12:00,10M 18:00,off").at(at(time));

        assertThat(rate.orElse(0)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59, 10485760",
        "2026-11-23T08:00, 524288",
        "2026-11-24T09:00, 0",
        "2026-11-28T00:00, 10485760",
        "2026-11-29T23:59, 10485760"
    })
    void aTimetableWithDaysHoldsEachWeek(String time, long bytes) {
        assertThat(Timetable.of(WEEK).at(at(time)).orElse(0)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fast",
                "0",
                "10B",
                "-1M",
                "10M:1M",
                "08:00",
                "24:00,1M",
                "8:61,1M",
                "Xyz-08:00,1M",
                "08:00,1M 10M"
            })
    void whatIsNoRateNamesTheSetting(String text) {
        assertThatThrownBy(() -> Timetable.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longshore.sync.bandwidth is '" + text + "', allowed: ");
    }

    @Test
    void soManyBytesPassInTheTime() {
        Bandwidth bandwidth = bandwidth("1M");
        for (int i = 0; i < 100; i++) {
            bandwidth.take(1 << 20, () -> {});
        }

        assertThat(Duration.between(MONDAY, now)).isBetween(Duration.ofSeconds(98), Duration.ofSeconds(100));
        assertThat(naps).hasValueGreaterThan(400);
    }

    @Test
    void whatIsLargerThanASecondHoldsIsPaidByTheNext() {
        Bandwidth bandwidth = bandwidth("1M");
        bandwidth.take(10 << 20, () -> {});
        assertThat(now).isEqualTo(MONDAY);

        bandwidth.take(1, () -> {});

        assertThat(Duration.between(MONDAY, now)).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_200));
    }

    @Test
    void timeThatPassesWithoutBytesIsNotSavedUp() {
        Bandwidth bandwidth = bandwidth("1M");
        now = now.plusSeconds(3600);

        bandwidth.take(2 << 20, () -> {});
        bandwidth.take(1, () -> {});

        assertThat(Duration.between(MONDAY.plusSeconds(3600), now))
                .isBetween(Duration.ofSeconds(1), NAP.multipliedBy(6));
    }

    @Test
    void whoWaitsSaysSoAndMayBeEnded() {
        Bandwidth bandwidth = bandwidth("1M");
        bandwidth.take(1 << 30, () -> {});

        assertThatThrownBy(() -> bandwidth.take(1, () -> {
                    throw new IllegalStateException("the user does not want it any more");
                }))
                .hasMessageContaining("does not want");
        assertThat(naps).hasValue(1);
    }

    @Test
    void whoWaitsGoesOnWhenTheTimetableSaysSo() {
        Bandwidth bandwidth = bandwidth("08:00,1k 12:01,off");
        bandwidth.take(1 << 30, () -> {});

        bandwidth.take(1 << 30, () -> {});

        assertThat(Duration.between(MONDAY, now)).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
        bandwidth.take(1 << 30, () -> {});
    }

    @Test
    void withoutALimitNobodyWaits() {
        bandwidth("off").take(Long.MAX_VALUE, () -> {});

        assertThat(naps).hasValue(0);
    }

    private Bandwidth bandwidth(String text) {
        return new Bandwidth(Timetable.of(text), ZoneOffset.UTC, () -> now, nap -> {
            assertThat(nap).isLessThanOrEqualTo(NAP);
            naps.incrementAndGet();
            now = now.plus(nap);
        });
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse(time);
    }
}
