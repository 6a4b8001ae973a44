package dev.longshore.storage.util;

/** A sample that the house rules must catch. */
public final class Things {}
