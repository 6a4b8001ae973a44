package dev.longshore.workflows.misplaced;

import dev.longshore.ledger.Ledger;

/** A sample that the house rules must catch. */
public final class KnowsTheLedger {

    public Class<?> other() {
        return Ledger.class;
    }
}
