package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "1572864,1.5 MiB",
        "1048575,1.0 MiB",
        "1073741824,1.0 GiB",
        "9223372036854775807,8.0 EiB"
    })
    void writesSizesInUnitsOf1024(long bytes, String words) {
        assertThat(Figures.size(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"400,0.4 s", "12500,12 s", "185000,3 min 5 s", "7620000,2 h 7 min", "349200000,4 d 1 h"})
    void writesTimesInTwoUnits(long millis, String words) {
        assertThat(Figures.time(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T11:20:51Z,12:20:51",
        "2026-11-20T23:30:00.123Z,00:30:00",
        "2026-11-20T22:30:00Z,2026-11-20 23:30:00",
        "yesterday,yesterday"
    })
    void writesMomentsOnTheUsersClock(String instant, String words) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneId.of("Europe/Paris"));

        assertThat(Figures.moment(instant, clock)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "1,3,33", "999,1000,99", "1000,1000,100"})
    void saysAHundredPercentOnlyIfAllIsDone(long done, long total, int percent) {
        assertThat(Figures.percent(done, total)).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"abcdef,6,abcdef", "abcdefgh,5,ab…gh", "abcdef,3,abc", "日本語のファイル,7,日…ル", "e\u0301tude,5,e\u0301tude"})
    void shortensInTheMiddleByColumns(String text, int columns, String shortened) {
        assertThat(Texts.shortened(text, columns)).isEqualTo(shortened);
        assertThat(Texts.columns(shortened)).isLessThanOrEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7233,127.0.0.1:7233",
        "http://h,h:80",
        "https://h/x,h:443",
        "http://[::1]:9000/,[::1]:9000",
        "jdbc:postgresql://db/longshore?user=x,db:5432",
        "jdbc:postgresql://127.0.0.1:5433/longshore?user=longshore,127.0.0.1:5433",
    })
    void findsThePlaceInAnAddress(String address, String place) {
        assertThat(HostPort.in(address))
                .hasValueSatisfying(found -> assertThat(found).hasToString(place));
    }

    @ParameterizedTest
    @CsvSource({"nowhere", "http://", "h:0", "h:99999", "jdbc:h2:mem"})
    void findsNoPlaceInOtherTexts(String address) {
        assertThat(HostPort.in(address)).isEmpty();
    }
}
