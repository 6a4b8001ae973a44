package dev.longshore.storage;

/** The source is in an archived storage class and has no restored copy, so the store gives no byte of it. */
public final class SourceArchivedException extends RuntimeException {

    SourceArchivedException(String message) {
        super(message);
    }
}
