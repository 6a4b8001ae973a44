package dev.longshore.activities.sync;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes may pass in a second, and when: {@code 10M}, {@code off}, or as rclone writes it:
 * {@code 08:00,512k 18:00,off}, {@code Mon-08:00,1M Fri-18:00,off}. A number without a letter is in KiB, as there.
 */
final class Timetable {

    private static final int MINUTES = 24 * 60;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([BbKkMmGgTt]?)");
    private static final Pattern SLOT =
            Pattern.compile("(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun)-)?([01]?[0-9]|2[0-3]):([0-5][0-9]),(\\S+)");
    private static final Map<String, Integer> POWERS = Map.of("b", 0, "k", 1, "", 1, "m", 2, "g", 3, "t", 4);
    private static final int STEP = 1024;

    private final NavigableMap<Integer, OptionalLong> ratesByMinute;

    private Timetable(NavigableMap<Integer, OptionalLong> ratesByMinute) {
        this.ratesByMinute = ratesByMinute;
    }

    /** @throws IllegalArgumentException if it is none; the message names the setting */
    static Timetable of(String text) {
        NavigableMap<Integer, OptionalLong> rates = new TreeMap<>();
        List<String> slots = List.of(SPACE.split(text.strip(), -1));
        if (slots.size() == 1 && !slots.get(0).contains(",")) {
            rates.put(0, rate(slots.get(0), text));
        } else {
            slots.forEach(slot -> add(rates, slot, text));
        }
        return new Timetable(rates);
    }

    /** Bytes in a second; empty: as many as there are. Before the first time of a week that of the week before holds. */
    OptionalLong at(LocalDateTime time) {
        int minute = (time.getDayOfWeek().getValue() - 1) * MINUTES + time.getHour() * 60 + time.getMinute();
        Map.Entry<Integer, OptionalLong> slot = ratesByMinute.floorEntry(minute);
        return slot == null ? ratesByMinute.lastEntry().getValue() : slot.getValue();
    }

    private static void add(NavigableMap<Integer, OptionalLong> rates, String slot, String text) {
        Matcher matcher = SLOT.matcher(slot);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        int minute = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
        OptionalLong rate = rate(matcher.group(4), text);
        for (int day : daysOf(matcher.group(1))) {
            rates.put(day * MINUTES + minute, rate);
        }
    }

    private static List<Integer> daysOf(@Nullable String name) {
        List<Integer> days = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name == null || day.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                days.add(day.getValue() - 1);
            }
        }
        return days;
    }

    private static OptionalLong rate(String rate, String text) {
        if (rate.equals("off")) {
            return OptionalLong.empty();
        }
        Matcher matcher = RATE.matcher(rate);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        int power = POWERS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 0);
        long bytes = (long) (Double.parseDouble(matcher.group(1)) * Math.pow(STEP, power));
        if (bytes < STEP) {
            throw wrong(text);
        }
        return OptionalLong.of(bytes);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("longshore.sync.bandwidth is '" + text
                + "', allowed: off, a rate of 1k or more such as 10M, or a timetable such as"
                + " '08:00,512k 12:00,10M 18:00,off' or 'Mon-08:00,1M Fri-18:00,off'");
    }
}
