package dev.longshore.ledger;

import org.jspecify.annotations.Nullable;

/** Which files to list, by ordinal; {@code after} is -1 at the beginning, a null state stands for all. */
public record FileQuery(@Nullable FileState state, long after, int limit) {}
