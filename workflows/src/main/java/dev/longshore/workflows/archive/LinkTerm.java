package dev.longshore.workflows.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a download link shall give an archive, in words: {@code presigned:24h}. */
public final class LinkTerm {

    public static final Duration LEAST = Duration.ofMinutes(1);

    /** S3 signs for no longer. */
    public static final Duration MOST = Duration.ofDays(7);

    private static final Pattern WORDS = Pattern.compile("presigned:([1-9][0-9]{0,5})([smhd])");

    private LinkTerm() {}

    /** Empty for other words, and for less or more than a link can be valid. */
    public static Optional<Duration> of(String text) {
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            return Optional.empty();
        }
        Duration term = duration(Long.parseLong(words.group(1)), words.group(2));
        return term.compareTo(LEAST) < 0 || term.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(term);
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
