package dev.longshore.activities.archive;

import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PartPlanner;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import dev.longshore.storage.zip.ZipLayout;
import java.util.EnumMap;
import java.util.Map;

/** One way to cut an archive, while its entries pass, and how many parts that would make. */
final class Draft {

    /** More no store takes in one upload. */
    private static final int MOST_PARTS = 10_000;

    private final PartRules rules;
    private final PartPlanner planner;
    private final Map<PartKind, Integer> parts = new EnumMap<>(PartKind.class);

    /** @param tailOffset where the bytes behind the last entry that is a file begin */
    Draft(PartRules rules, ZipLayout layout, long tailOffset) {
        this.rules = rules;
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

    boolean fits() {
        return parts() <= MOST_PARTS;
    }

    int parts() {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(PartKind kind) {
        return parts.getOrDefault(kind, 0);
    }

    private void count(PlannedPart part) {
        parts.merge(part.kind(), 1, Integer::sum);
    }
}
