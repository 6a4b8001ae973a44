package dev.longshore.workflows.control;

import dev.longshore.workflows.failure.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended. A run writes it to the ledger as its last step and answers with it.
 *
 * @param result the room's result as JSON, null unless done
 */
public record Ending(
        State state,
        @Nullable String result,
        @Nullable String failureType,
        @Nullable String failureMessage) {

    public enum State {
        DONE,
        FAILED,
        CANCELLED
    }

    public static Ending done(String result) {
        return new Ending(State.DONE, result, null, null);
    }

    public static Ending cancelled() {
        return new Ending(State.CANCELLED, null, null, null);
    }

    public static Ending failed(FailureType type, String message) {
        return failed(type.name(), message);
    }

    public static Ending failed(String type, String message) {
        return new Ending(State.FAILED, null, type, message);
    }

    /** The same, but what was begun could not be removed. */
    public Ending leaving(String type, String why) {
        String said = failureMessage == null ? "" : failureMessage + "; ";
        return new Ending(
                state,
                result,
                failureType == null ? type : failureType,
                said + "what was begun could not be removed: " + why);
    }
}
