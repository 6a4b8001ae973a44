package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.NewStage;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PartPlanner;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import dev.longshore.storage.zip.ZipLayout;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One way to cut an archive, while its entries pass, and how many parts that would make. */
final class Draft {

    private final PartRules rules;
    private final PartPlanner planner;
    private final StageCut stages;
    private final Map<PartKind, Integer> parts = new EnumMap<>(PartKind.class);
    private long sent;

    /** @param tailOffset where the bytes behind the last entry that is a file begin */
    Draft(PartRules rules, UploadLimits limits, ZipLayout layout, long tailOffset) {
        this.rules = rules;
        this.stages = new StageCut(limits);
        this.planner = new PartPlanner(rules, tailOffset, layout.length(), this::count);
    }

    PartRules rules() {
        return rules;
    }

    void add(PlacedEntry entry, boolean isInStore) {
        planner.add(entry, isInStore);
    }

    void finish() {
        planner.finish();
    }

    /** Whether one upload takes all parts. */
    boolean fits() {
        return stages().isEmpty();
    }

    /** Whether one upload takes all stages. */
    boolean fitsByStages() {
        return stages.fits();
    }

    /** None if one upload takes all parts. */
    List<NewStage> stages() {
        return stages.stages();
    }

    /** How many bytes pass through workers. */
    long sent() {
        return sent;
    }

    int parts() {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(PartKind kind) {
        return parts.getOrDefault(kind, 0);
    }

    private void count(PlannedPart part) {
        parts.merge(part.kind(), 1, Integer::sum);
        sent += part.size() - part.copied();
        stages.add(part);
    }
}
