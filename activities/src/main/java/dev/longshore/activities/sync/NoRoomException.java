package dev.longshore.activities.sync;

import java.nio.file.Path;

/** What is to be written does not fit on the disk, with all that others write there already. */
final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean isForOthers;

    NoRoomException(long wanted, Path folder, long free, long promised) {
        super("no room for " + wanted + " bytes more on the disk of " + folder + ": " + free + " are free"
                + (promised > 0 ? ", and downloads that are under way need " + promised : ""));
        this.isForOthers = promised > 0;
    }

    /** Whether others write there, whose end may make room. */
    boolean isForOthers() {
        return isForOthers;
    }
}
