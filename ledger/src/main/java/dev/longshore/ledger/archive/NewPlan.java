package dev.longshore.ledger.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is to be laid.
 *
 * @param estimate what the plan comes to, as JSON; null if nobody has counted it
 * @param stages none if all parts go into one upload
 */
public record NewPlan(ArchivePlan plan, @Nullable String estimate, List<NewStage> stages) {

    public NewPlan {
        stages = List.copyOf(stages);
    }

    /** Whose parts all go into one upload. */
    public static NewPlan of(ArchivePlan plan) {
        return new NewPlan(plan, null, List.of());
    }
}
