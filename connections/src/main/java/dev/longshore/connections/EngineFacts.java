package dev.longshore.connections;

import java.util.List;

/**
 * What an engine says of itself when asked.
 *
 * @param id its namespace's id, by which engines are told apart; {@code in-process} for one that forgets when it ends
 * @param way {@code external}, {@code dev-server} or {@code in-process}
 * @param lacks what it cannot do, in words for people; empty for a real one
 */
public record EngineFacts(String id, String way, List<String> lacks) {

    public static final String IN_PROCESS = "in-process";

    public boolean isInProcess() {
        return way.equals(IN_PROCESS);
    }

    /** One line for people. */
    public String line() {
        return lacks.isEmpty() ? "engine: " + way : "engine: " + way + ", without " + String.join(", ", lacks);
    }
}
