package dev.longshore.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which failed files shall be tried again; null stands for all. */
public record RetryFilter(
        @Nullable String failureType, @Nullable List<Long> ordinals) {

    /** Every failed file. */
    public static RetryFilter everything() {
        return new RetryFilter(null, null);
    }
}
