package dev.longshore.storage;

/** The source can be read only with a key that the store does not have. */
public final class SourceEncryptedException extends RuntimeException {

    SourceEncryptedException(String message) {
        super(message);
    }
}
