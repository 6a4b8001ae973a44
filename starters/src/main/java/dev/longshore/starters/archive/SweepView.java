package dev.longshore.starters.archive;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found.
 *
 * @param removes whether it was to remove that
 * @param more whether there may be more than these
 */
record SweepView(String olderThan, boolean removes, List<Item> items, boolean more, List<Skipped> skipped) {

    /**
     * One of them.
     *
     * @param removed false if it stays: nobody wished otherwise, or another object has taken its place
     */
    record Item(
            String kind,
            String bucket,
            String key,
            String since,
            long bytes,
            @Nullable String job,
            boolean removed) {

        static Item of(Orphan orphan, boolean removed) {
            return new Item(
                    orphan.kind().name().toLowerCase(Locale.ROOT),
                    orphan.address().withKey("").toString(),
                    orphan.address().key(),
                    orphan.since().toString(),
                    orphan.bytes(),
                    orphan.job(),
                    removed);
        }
    }

    /** A bucket that could not be looked into. */
    record Skipped(String bucket, String reason) {}
}
