package dev.longshore.storage.zip;

import java.util.function.Consumer;

/** Says of each part what is in it, while the entries pass in their order. Remembers one part. */
public final class PartPlanner {

    private static final long NONE = -1;

    private final PartGrid grid;
    private final long directoryOffset;
    private final Consumer<PlannedPart> planned;
    private int number = 1;
    private boolean hasHeader;
    private long first = NONE;
    private long last = NONE;

    public PartPlanner(PartGrid grid, long directoryOffset, Consumer<PlannedPart> planned) {
        this.grid = grid;
        this.directoryOffset = directoryOffset;
        this.planned = planned;
    }

    public void add(PlacedEntry entry) {
        finishPartsUpTo(entry.headerOffset());
        note(entry, true);
        while (grid.end(number) < entry.end()) {
            finishPart();
            note(entry, grid.offset(number) < entry.dataOffset());
        }
    }

    /** After the last entry: the parts of the directory. */
    public void finish() {
        while (number <= grid.count()) {
            finishPart();
        }
    }

    private void finishPartsUpTo(long offset) {
        while (grid.end(number) <= offset) {
            finishPart();
        }
    }

    private void note(PlacedEntry entry, boolean header) {
        first = first == NONE ? entry.ordinal() : first;
        last = entry.ordinal();
        hasHeader |= header;
    }

    private void finishPart() {
        planned.accept(new PlannedPart(number, kind(), first, last, grid.offset(number), grid.size(number)));
        number++;
        first = NONE;
        last = NONE;
        hasHeader = false;
    }

    private PartKind kind() {
        if (grid.end(number) > directoryOffset) {
            return PartKind.DIRECTORY;
        }
        return hasHeader ? PartKind.SEAM : PartKind.BODY;
    }
}
