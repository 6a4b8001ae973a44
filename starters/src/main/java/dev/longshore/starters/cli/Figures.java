package dev.longshore.starters.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Sizes, times and shares as people read them. */
final class Figures {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Figures() {}

    /** Such as {@code 512 B} or {@code 1.5 MiB}. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes;
        int unit = 0;
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** Such as {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 7 min}, {@code 4 d 1 h}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** A moment on the user's own clock: today its time, else its day too. What is no moment stays as it is. */
    static String moment(String instant, Clock clock) {
        try {
            ZonedDateTime local = Instant.parse(instant).atZone(clock.getZone());
            ZonedDateTime now = ZonedDateTime.now(clock);
            String hours =
                    String.format(Locale.ROOT, "%02d:%02d:%02d", local.getHour(), local.getMinute(), local.getSecond());
            return local.toLocalDate().equals(now.toLocalDate()) ? hours : local.toLocalDate() + " " + hours;
        } catch (DateTimeException e) {
            return instant; // written by a server that we do not know: better shown than hidden
        }
    }

    /** Whole percents, 100 only if all is done. */
    static int percent(long done, long total) {
        return total <= 0 ? 0 : (int) Math.min(done >= total ? 100 : 99, Math.floor(100.0 * done / total));
    }
}
