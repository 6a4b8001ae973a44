package dev.longshore.storage;

/** The source is another one than was planned with. */
public final class SourceChangedException extends RuntimeException {

    public SourceChangedException(String message) {
        super(message);
    }
}
