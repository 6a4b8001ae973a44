package dev.longshore.starters.archive;

import dev.longshore.storage.ObjectAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that makes sense: every address is whole, every name is safe. Whether the buckets are there is not known yet.
 *
 * @param from null if the request names its files
 * @param buckets of the sources, each once
 */
record ZipArchiveOrder(
        WrittenOrder written, @Nullable ObjectAddress from, ObjectAddress to, List<ObjectAddress> buckets) {

    boolean isListed() {
        return from == null;
    }
}
