package dev.longshore.connections;

/** The queue service does not take what it was asked; to ask the same again is of no use. */
public final class QueueRefusedException extends RuntimeException {

    public QueueRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
