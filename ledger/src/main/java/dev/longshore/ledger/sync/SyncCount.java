package dev.longshore.ledger.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Files in one state.
 *
 * @param oldest when the first of them was found
 */
public record SyncCount(long files, long bytes, @Nullable Instant oldest) {}
