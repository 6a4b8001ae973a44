package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How old something must be to be swept: {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}. */
record SweepAge(String words, Duration time) {

    private static final Pattern WORDS = Pattern.compile("([1-9][0-9]{0,4})([smhd])");
    private static final String UNLESS_SAID = "7d";

    static SweepAge of(@Nullable String written) {
        String words = written == null ? UNLESS_SAID : written;
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw badRequest("olderThan is \"" + words + "\"; write it as 30s, 10m, 2h or 7d.");
        }
        long number = Long.parseLong(matcher.group(1));
        return new SweepAge(
                words,
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    Instant before(Instant now) {
        return now.minus(time);
    }
}
