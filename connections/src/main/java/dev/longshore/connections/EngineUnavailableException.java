package dev.longshore.connections;

/** The engine did not answer; ask again later. */
public final class EngineUnavailableException extends RuntimeException {

    EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
