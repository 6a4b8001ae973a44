package dev.longshore.starters.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is approved of which flows.
 *
 * @param host null if only one has announced flows
 * @param cleanup true: the removals for which cleanups of the flows wait; else that folder and bucket are the right ones
 */
record ApproveOrder(
        @Nullable String host,
        @Nullable List<String> flows,
        @Nullable Boolean cleanup) {

    FlowOrder flowsMeant() {
        return new FlowOrder(host, flows, null);
    }

    boolean isOfCleanup() {
        return Boolean.TRUE.equals(cleanup);
    }
}
