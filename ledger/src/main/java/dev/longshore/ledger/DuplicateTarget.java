package dev.longshore.ledger;

/** A file whose target an earlier one has already. */
public record DuplicateTarget(long ordinal, String target) {}
