package dev.longshore.workflows.misplaced;

/** A sample that the house rules must catch. */
public final class StartsThreads {

    public Thread thread() {
        return new Thread(() -> {});
    }
}
