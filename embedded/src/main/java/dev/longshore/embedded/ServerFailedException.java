package dev.longshore.embedded;

/** A server did not start or stop; the message names its log and is meant to be shown as it is. */
public final class ServerFailedException extends RuntimeException {

    ServerFailedException(String message) {
        super(message);
    }

    ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
