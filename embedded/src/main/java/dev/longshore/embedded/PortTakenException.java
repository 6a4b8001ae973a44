package dev.longshore.embedded;

/** Says which port is taken, by whom, and what to do about it; meant to be shown as it is. */
public final class PortTakenException extends RuntimeException {

    PortTakenException(String message) {
        super(message);
    }
}
