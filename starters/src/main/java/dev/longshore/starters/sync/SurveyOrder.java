package dev.longshore.starters.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which flows are to be looked at.
 *
 * @param host null if only one has announced flows
 * @param flows null for all of the host
 * @param dryRun whether a cleanup only says what it would do
 */
record SurveyOrder(
        @Nullable String host,
        @Nullable List<String> flows,
        @Nullable Boolean dryRun) {

    FlowOrder flowsMeant() {
        return new FlowOrder(host, flows, null);
    }
}
