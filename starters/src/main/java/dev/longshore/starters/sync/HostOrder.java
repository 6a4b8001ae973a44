package dev.longshore.starters.sync;

import org.jspecify.annotations.Nullable;

/** Which host is meant. */
record HostOrder(@Nullable String host) {}
