package dev.longshore.storage.zip;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The clock of 1980: two seconds a tick, no time zone; we write UTC. */
final class DosTime {

    private static final LocalDateTime FIRST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

    private DosTime() {}

    /** Date in the upper half, time in the lower; what is out of range becomes the nearest time in it. */
    static int of(Instant instant) {
        LocalDateTime time = clamped(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        int date = (time.getYear() - FIRST.getYear()) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        int clock = time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
        return date << 16 | clock;
    }

    private static LocalDateTime clamped(LocalDateTime time) {
        if (time.isBefore(FIRST)) {
            return FIRST;
        }
        return time.isAfter(LAST) ? LAST : time;
    }
}
