package dev.longshore.starters.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code, one line that names what is wrong and, where there is one, the remedy. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final @Nullable String remedy;
    private boolean isOpen;

    public CommandFailure(int exitCode, String message, @Nullable String remedy) {
        super(message);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    public static CommandFailure refused(String message, @Nullable String remedy) {
        return new CommandFailure(ExitCodes.REFUSED, message, remedy);
    }

    public static CommandFailure noAnswer(String message, @Nullable String remedy) {
        return new CommandFailure(ExitCodes.NO_ANSWER, message, remedy);
    }

    public CommandFailure because(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** Says that what was asked for may have been done all the same. */
    public CommandFailure leavingOpen() {
        isOpen = true;
        return this;
    }

    public boolean isOpen() {
        return isOpen;
    }

    public int exitCode() {
        return exitCode;
    }

    public boolean isNoAnswer() {
        return exitCode == ExitCodes.NO_ANSWER;
    }

    public @Nullable String remedy() {
        return remedy;
    }
}
