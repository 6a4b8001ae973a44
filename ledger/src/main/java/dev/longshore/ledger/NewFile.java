package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A file to add to a job.
 *
 * @param bytes null while nobody knows
 * @param handle JSON; null if somebody still has to inspect the file
 */
public record NewFile(
        String source,
        String target,
        @Nullable Long bytes,
        @Nullable String handle) {}
