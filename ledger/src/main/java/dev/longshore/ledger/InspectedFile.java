package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about a file before any of its bytes move.
 *
 * @param handle JSON that pins the source
 * @param checksum JSON; null if it is not known yet
 */
public record InspectedFile(
        TakenFile file, long bytes, String handle, @Nullable String checksum) {}
