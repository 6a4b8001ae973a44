package dev.longshore.activities.compression;

/** What a sample of another room looks at. */
public final class InAnotherRoom {}
