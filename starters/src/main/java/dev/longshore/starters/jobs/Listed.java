package dev.longshore.starters.jobs;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page, null on the last
 */
public record Listed<T>(List<T> items, @Nullable String next) {

    /** Takes one row more than the limit as the sign that there is a next page. */
    public static <R, T> Listed<T> of(List<R> found, int limit, Function<R, T> view, Function<R, String> cursor) {
        List<R> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? cursor.apply(page.get(page.size() - 1)) : null;
        return new Listed<>(page.stream().map(view).toList(), next);
    }
}
