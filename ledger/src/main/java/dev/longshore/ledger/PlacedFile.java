package dev.longshore.ledger;

/** The new handle (JSON) of a file that has found its place. */
public record PlacedFile(long ordinal, String handle) {}
