package dev.longshore.storage;

/** The source is not there, or no longer. */
public final class SourceMissingException extends RuntimeException {

    public SourceMissingException(String message) {
        super(message);
    }
}
