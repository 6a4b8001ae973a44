package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a download link shall give the archive: {@code presigned:24h}. */
final class LinkWish {

    private static final Pattern WORDS = Pattern.compile("presigned:([1-9][0-9]{0,5})([smhd])");
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(7); // S3 signs for no longer
    private static final Duration UNLESS_SAID = Duration.ofHours(1);

    private LinkWish() {}

    /** The same text, if it is one. */
    static String checked(String text) {
        Duration valid = durationOf(text);
        if (valid.compareTo(LEAST) < 0 || valid.compareTo(MOST) > 0) {
            throw badRequest("link is \"" + text + "\"; a link is valid for 1m to 7d.");
        }
        return text;
    }

    /** Of a text that was checked when it was kept. */
    static Duration validFor(@Nullable String kept) {
        return kept == null ? UNLESS_SAID : durationOf(kept);
    }

    private static Duration durationOf(String text) {
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            throw badRequest("link is \"" + text
                    + "\"; write presigned: and a time, such as presigned:30m, presigned:24h" + " or presigned:7d.");
        }
        long number = Long.parseLong(words.group(1));
        return switch (words.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
