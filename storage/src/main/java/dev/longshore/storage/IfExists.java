package dev.longshore.storage;

/** What becomes of an object that is there already. */
public enum IfExists {
    FAIL,
    REPLACE
}
