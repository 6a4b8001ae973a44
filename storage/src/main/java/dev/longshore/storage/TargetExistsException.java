package dev.longshore.storage;

/** Something else is at the target already; it was left as it is. */
public final class TargetExistsException extends RuntimeException {

    public TargetExistsException(String message) {
        super(message);
    }
}
