package dev.longshore.ledger;

/** Which of the unfinished files of a page are wanted. */
public enum Only {
    ALL("true"),
    /** Those that nobody has inspected yet. */
    WITHOUT_HANDLE("handle IS NULL"),
    /** Those that were inspected, but of which nobody has said yet how they are packed: their handle has no method. */
    WITHOUT_METHOD("handle IS NOT NULL AND handle -> 'method' IS NULL");

    private final String condition;

    Only(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
