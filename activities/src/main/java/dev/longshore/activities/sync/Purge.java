package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.SyncFlow;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes sources whose quarantine is over: those that the ledger says were put there, some at a time. */
final class Purge {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 100;

    private final Flow flow;
    private final SyncTools tools;
    private final Mover mover;
    private Instant next = Instant.MIN;

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
        var due = tools.ledger()
                .syncFiles()
                .keptLongerThan(known.id(), flow.rules().quarantine(), MOST);
        for (KeptSource kept : due) {
            looking.run();
            if (!isGone(kept)) {
                return;
            }
            tools.ledger().syncFiles().purged(kept.id());
        }
        next = due.size() == MOST ? now : next;
    }

    /** What cannot be removed keeps no flow from its work. */
    private boolean isGone(KeptSource kept) {
        try {
            mover.purge(kept);
            return true;
        } catch (RuntimeException refused) {
            LOG.warn("{} is left in its quarantine: {}", kept.place(), refused.toString());
            return false;
        }
    }
}
