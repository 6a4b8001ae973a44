package dev.longshore.starters.jobs;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobCursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callers write behind the question mark of a list. */
final class ListQuery {

    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1000;

    /** When a job was created, and its id. */
    private static final Pattern PLACE = Pattern.compile("([0-9]{4}-\\S{1,40}) ([a-z]+:[A-Za-z0-9._:-]{1,200})");

    private ListQuery() {}

    static int limit(@Nullable String written) {
        if (written == null) {
            return USUAL_LIMIT;
        }
        if (written.matches("[0-9]{1,4}") && Integer.parseInt(written) >= 1 && Integer.parseInt(written) <= MOST) {
            return Integer.parseInt(written);
        }
        throw badRequest("limit is " + written + "; allowed: 1 to " + MOST + ".");
    }

    static <E extends Enum<E>> @Nullable E state(@Nullable String written, E[] states) {
        if (written == null) {
            return null;
        }
        return Arrays.stream(states)
                .filter(state -> word(state).equals(written))
                .findFirst()
                .orElseThrow(() -> badRequest("state is " + written + "; allowed: "
                        + Arrays.stream(states).map(ListQuery::word).collect(Collectors.joining(", ")) + "."));
    }

    static @Nullable String room(@Nullable String written) {
        if (written == null || written.matches("[a-z]{1,40}")) {
            return written;
        }
        throw badRequest("room is " + written + "; a room is one word of a-z, for example archive.");
    }

    static @Nullable JobCursor jobCursor(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            Matcher place = PLACE.matcher(new String(Base64.getUrlDecoder().decode(written), UTF_8));
            if (place.matches()) {
                return new JobCursor(Instant.parse(place.group(1)), place.group(2));
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw wrongCursor(written);
        }
        throw wrongCursor(written);
    }

    static String cursorOf(Job job) {
        String place = job.createdAt() + " " + job.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    }

    static long fileCursor(@Nullable String written) {
        return numberCursor(written, 10);
    }

    static long numberCursor(@Nullable String written) {
        return numberCursor(written, 18);
    }

    private static long numberCursor(@Nullable String written, int digits) {
        if (written == null) {
            return -1;
        }
        if (written.matches("[0-9]+") && written.length() <= digits) {
            return Long.parseLong(written);
        }
        throw wrongCursor(written);
    }

    private static RuntimeException wrongCursor(String written) {
        return badRequest("cursor " + written + " is none: take the one that next said.");
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
