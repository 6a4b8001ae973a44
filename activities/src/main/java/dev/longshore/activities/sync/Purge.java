package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.THROTTLED;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.SyncFlow;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes sources whose quarantine is over: those that the ledger says were put there, some at a time. */
final class Purge {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 100;
    private static final Set<String> AWAY = Set.of(UNAVAILABLE.name(), THROTTLED.name());

    private final Flow flow;
    private final SyncTools tools;
    private final Mover mover;
    private Instant next = Instant.MIN;
    private int refused;

    Purge(Flow flow, SyncTools tools, Mover mover) {
        this.flow = flow;
        this.tools = tools;
        this.mover = mover;
    }

    /** @param looking is told again and again that it goes on */
    void purge(Runnable looking) {
        Instant now = tools.time().instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        SyncFlow known =
                tools.ledger().syncFlows().find(flow.host(), flow.name()).orElseThrow();
        List<KeptSource> due = tools.ledger()
                .syncFiles()
                .keptLongerThan(known.id(), flow.rules().quarantine(), refused, MOST);
        boolean goesOn = due.size() == MOST;
        for (KeptSource kept : due) {
            looking.run();
            if (!isAskedForMore(kept)) {
                return;
            }
        }
        next = goesOn ? now : next;
        refused = goesOn ? refused : 0;
    }

    /** What cannot be removed keeps neither its flow from its work nor others in their quarantine; a store that is away does. */
    private boolean isAskedForMore(KeptSource kept) {
        try {
            mover.purge(kept);
            tools.ledger().syncFiles().purged(kept.id());
            return true;
        } catch (RuntimeException error) {
            ApplicationFailure why = LocalFailures.explain(error);
            LOG.warn(
                    "{} is left in its quarantine until it is tried again: {}", kept.place(), why.getOriginalMessage());
            refused++;
            return !AWAY.contains(why.getType());
        }
    }
}
