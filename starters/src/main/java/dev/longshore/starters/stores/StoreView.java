package dev.longshore.starters.stores;

import dev.longshore.storage.StoreAbilities;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store as the API answers it.
 *
 * @param name empty for the default one
 * @param abilities null if nobody has asked it yet
 * @param probedAt null if nobody has
 */
record StoreView(
        String name,
        String endpoint,
        @Nullable StoreAbilities abilities,
        @Nullable Instant probedAt) {}
