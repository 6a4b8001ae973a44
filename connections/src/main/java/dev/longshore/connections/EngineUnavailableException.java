package dev.longshore.connections;

/** The engine did not answer, or refused; ask again later. The message is one line that says who was asked. */
public final class EngineUnavailableException extends RuntimeException {

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineUnavailableException(String message) {
        super(message);
    }
}
