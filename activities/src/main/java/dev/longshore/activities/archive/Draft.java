package dev.longshore.activities.archive;

import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PartPlanner;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import dev.longshore.storage.zip.ZipLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One way to cut an archive, while its entries pass, and the parts that would make. */
final class Draft {

    /** More no store takes in one upload. */
    private static final int MOST_PARTS = 10_000;

    private final PartRules rules;
    private final PartPlanner planner;
    private final Map<PartKind, Integer> kinds = new EnumMap<>(PartKind.class);
    private final List<PlannedPart> parts = new ArrayList<>();

    /** @param tailOffset where the bytes behind the last entry that is a file begin */
    Draft(PartRules rules, ZipLayout layout, long tailOffset) {
        this.rules = rules;
        this.planner = new PartPlanner(rules, tailOffset, layout.length(), this::take);
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
        return parts.size() <= MOST_PARTS;
    }

    /** In their order; all of them only where they fit. */
    List<PlannedPart> parts() {
        return List.copyOf(parts);
    }

    int of(PartKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    private void take(PlannedPart part) {
        kinds.merge(part.kind(), 1, Integer::sum);
        if (parts.size() <= MOST_PARTS) {
            parts.add(part);
        }
    }
}
