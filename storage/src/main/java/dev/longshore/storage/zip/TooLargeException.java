package dev.longshore.storage.zip;

/** More bytes than an object can have. */
public final class TooLargeException extends RuntimeException {

    TooLargeException(String message) {
        super(message);
    }
}
