package dev.longshore.ledger;

/** Ordinals from the first to the last, both included. */
public record OrdinalRange(long first, long last) {}
