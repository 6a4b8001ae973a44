package dev.longshore.storage.misplaced;

/** A sample that the house rules must catch. */
public final class CountsForAll {

    public static int count = 0;
}
