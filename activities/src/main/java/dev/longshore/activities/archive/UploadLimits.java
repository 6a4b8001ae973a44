package dev.longshore.activities.archive;

import dev.longshore.storage.zip.PartGrid;
import dev.longshore.storage.zip.PartRules;

/**
 * What stores take.
 *
 * @param parts of one upload at most
 * @param copied what of a temporary object is copied at once at most
 */
record UploadLimits(int parts, long copied) {

    static UploadLimits usual() {
        return new UploadLimits(PartGrid.MOST_PARTS, PartRules.COPIED_AT_ONCE);
    }
}
