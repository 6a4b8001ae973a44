package dev.longshore.local;

/** Whoever starts something was told meanwhile to stop. */
public final class StoppedException extends RuntimeException {

    StoppedException() {
        super("stopped while starting");
    }
}
