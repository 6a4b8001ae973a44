package dev.longshore.starters.cli;

/** What a command's exit code says; scripts rely on these numbers. */
public final class ExitCodes {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int REFUSED = 2;
    public static final int NOT_FOUND = 3;
    public static final int SOME_FILES_FAILED = 4;
    public static final int NO_ANSWER = 5;

    private ExitCodes() {}
}
