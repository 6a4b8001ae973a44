package dev.longshore.ledger;

/** Which of the unfinished files of a page are wanted. */
public enum Only {
    ALL,
    /** Those that nobody has inspected yet. */
    WITHOUT_HANDLE
}
