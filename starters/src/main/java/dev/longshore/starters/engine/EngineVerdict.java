package dev.longshore.starters.engine;

import dev.longshore.ledger.NotedEngine;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether jobs may be started on the engine that is there, given the one that the ledger knows. */
public enum EngineVerdict {
    /** The one that the ledger knows. */
    KNOWN,
    /** Another, and nothing speaks against it. */
    WELCOME,
    /** Another, though jobs are unfinished: they may still run on the one that the ledger knows. */
    FOREIGN;

    private static final String FORGETFUL = "in-process";

    static EngineVerdict of(Optional<NotedEngine> noted, EngineIdentity present, BooleanSupplier haveJobsRun) {
        if (noted.isEmpty()) {
            return WELCOME;
        }
        if (noted.get().engineId().equals(present.id())) {
            return KNOWN;
        }
        boolean expectedToForget =
                noted.get().way().equals(FORGETFUL) && present.way().equals(FORGETFUL);
        return expectedToForget || !haveJobsRun.getAsBoolean() ? WELCOME : FOREIGN;
    }
}
