package dev.longshore.storage;

/** What became of an object that was to be taken back. */
public enum Removal {
    /** It is not there any more. */
    GONE,
    /** Nobody sees it, but the bucket keeps it as an older version, because of a lock or a right that we lack. */
    HIDDEN,
    /** Another is in its place, and stays. */
    REPLACED
}
