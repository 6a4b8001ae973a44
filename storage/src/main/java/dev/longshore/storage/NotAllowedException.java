package dev.longshore.storage;

/** The settings do not allow this store, this bucket, or this use of it. */
public final class NotAllowedException extends RuntimeException {

    NotAllowedException(String message) {
        super(message);
    }
}
