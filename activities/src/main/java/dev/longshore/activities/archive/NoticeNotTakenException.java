package dev.longshore.activities.archive;

/** The queue of notices is away or does not take one. The message names the queue and what to do. */
public final class NoticeNotTakenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NoticeNotTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
