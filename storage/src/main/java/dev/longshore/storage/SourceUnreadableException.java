package dev.longshore.storage;

/** The source's bytes broke off again and again, at the same place or nearly so. */
public final class SourceUnreadableException extends RuntimeException {

    SourceUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
