package dev.longshore.connections;

/** A queue is not there, does not answer or lets us not in; ask again later. The message names the queue and what to do. */
public final class QueueUnavailableException extends RuntimeException {

    public QueueUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
