package dev.longshore.ledger.archive;

import org.jspecify.annotations.Nullable;

/** A part as its row says; its ETag is null before it is done. */
public record StoredPartRow(
        int number,
        PartKind kind,
        PartState state,
        long size,
        int sends,
        @Nullable String etag) {}
