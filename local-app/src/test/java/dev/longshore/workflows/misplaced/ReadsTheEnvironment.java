package dev.longshore.workflows.misplaced;

/** A sample that the house rules must catch. */
public final class ReadsTheEnvironment {

    public String home() {
        return String.valueOf(System.getenv("HOME"));
    }
}
