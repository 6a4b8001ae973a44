package dev.longshore.ledger.sync;

import dev.longshore.ledger.Storable;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a finding from now on.
 *
 * @param target where its content is, or goes
 * @param proof the sum by which that is known
 */
public record SettledFinding(
        long id,
        String what,
        @Nullable String target,
        @Nullable String proof,
        @Nullable String why) {

    public SettledFinding {
        why = why == null ? null : Storable.cut(why);
    }
}
