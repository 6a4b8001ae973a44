package dev.longshore.activities.misplaced;

/** A sample that the house rules must catch. */
public final class AlbumController {}
