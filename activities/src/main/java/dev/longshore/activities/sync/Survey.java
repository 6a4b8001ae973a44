package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Says of names of a flow what there is to say, each by itself. */
interface Survey {

    /** Of which names the ledger is asked for what it knows. */
    Collection<String> namesOf(SyncFinding finding);

    /**
     * Looks at what is there now, for much may have happened since it was listed.
     *
     * @param lives what the ledger knows, by name, the newest content first
     * @param moved is told bytes that are read
     */
    SettledFinding settle(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved);
}
