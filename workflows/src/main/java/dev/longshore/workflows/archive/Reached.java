package dev.longshore.workflows.archive;

/**
 * Where a run goes on that continues an earlier one as new: all pages before are done.
 *
 * @param next the first item of the phase that is not done
 */
public record Reached(Phase phase, long next) {

    /** What is done page by page, in this order. */
    public enum Phase {
        INSPECT,
        DEFLATE,
        BODIES,
        SEAMS,
        DIRECTORY
    }

    static Reached nothing() {
        return new Reached(Phase.INSPECT, 1);
    }

    /** The first item to work on; behind every item if the phase is over. */
    long startOf(Phase asked) {
        int order = asked.compareTo(phase);
        if (order < 0) {
            return Long.MAX_VALUE;
        }
        return order == 0 ? next : 1;
    }
}
