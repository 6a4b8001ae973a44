package dev.longshore.starters.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which flows are meant.
 *
 * @param host null if only one has announced flows
 * @param flows null for all of the host
 * @param once to end as soon as nothing waits any more
 */
record FlowOrder(
        @Nullable String host,
        @Nullable List<String> flows,
        @Nullable Boolean once) {}
