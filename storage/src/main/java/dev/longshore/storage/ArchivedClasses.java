package dev.longshore.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Storage classes whose objects give no bytes before they are restored. Glacier Instant Retrieval is none of them. */
final class ArchivedClasses {

    private static final Set<String> ALWAYS = Set.of("GLACIER", "DEEP_ARCHIVE");

    /** Of such an object no list says whether it can be read. */
    private static final String SOMETIMES = "INTELLIGENT_TIERING";

    private ArchivedClasses() {}

    static boolean mayHold(@Nullable String storageClass) {
        return storageClass != null && (ALWAYS.contains(storageClass) || SOMETIMES.equals(storageClass));
    }

    /** Where the object lies, null if it can be read: as it is, or by its restored copy. */
    static @Nullable String placeOf(HeadObjectResponse answer) {
        String place = archiveOf(answer);
        String restore = answer.restore() == null ? "" : answer.restore();
        if (place == null || restore.contains("ongoing-request=\"false\"")) {
            return null;
        }
        return restore.contains("ongoing-request=\"true\"") ? place + " (its restoring has begun)" : place;
    }

    private static @Nullable String archiveOf(HeadObjectResponse answer) {
        String storageClass = answer.storageClassAsString();
        if (answer.archiveStatusAsString() != null) {
            return storageClass + " (" + answer.archiveStatusAsString() + ")";
        }
        return storageClass != null && ALWAYS.contains(storageClass) ? storageClass : null;
    }
}
