package dev.longshore.starters.cli;

/** Nobody reads our output any more, as with {@code longshore job list | head}: no error, only the end. */
final class ClosedOutputException extends RuntimeException {

    private static final long serialVersionUID = 1;
}
