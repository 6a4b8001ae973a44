package dev.longshore.local;

/** Something that is needed is not there; the message says what to do. Exit code 5. */
final class NoAnswerException extends RuntimeException {

    NoAnswerException(String message) {
        super(message);
    }
}
