package dev.longshore.starters.archive;

import org.jspecify.annotations.Nullable;

/**
 * A request as it was written, its files apart: they are told one by one while it is read.
 *
 * @param metadata any JSON value, as text
 * @param link how long a link to the archive shall be valid, as written; null if the order does not say
 * @param files how many; -1 if there is no such field
 */
record WrittenOrder(
        @Nullable String from,
        @Nullable String to,
        @Nullable String metadata,
        IfExists exists,
        IfMissing missing,
        IfNamesEqual names,
        PlanWish plan,
        Compression compression,
        boolean manifest,
        @Nullable String link,
        long files) {}
