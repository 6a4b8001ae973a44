package dev.longshore.starters.jobs;

import org.jspecify.annotations.Nullable;

/** Which page of a list that is numbered is asked for, as it is written behind the question mark. */
public record PageQuery(@Nullable String limit, @Nullable String cursor) {

    /** How many items at most. */
    public int most() {
        return ListQuery.limit(limit);
    }

    /** The number behind which the page begins; below all if it is the first. */
    public long after() {
        return ListQuery.numberCursor(cursor);
    }
}
