package dev.longshore.starters.archive;

import dev.longshore.ledger.IntakePause;
import dev.longshore.ledger.Intakes;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import java.util.Optional;

/** Whether, and how many, new archives may come by themselves; the ledger answers, so all processes hear the same. */
final class IntakeGate {

    private final Intakes intakes;
    private final Jobs jobs;
    private final int limit;

    IntakeGate(Ledger ledger, ArchiveIntakeProperties properties) {
        intakes = ledger.intakes();
        jobs = ledger.jobs();
        limit = properties.intakeLimit();
    }

    boolean isPaused() {
        return pause().isPresent();
    }

    Optional<IntakePause> pause() {
        return intakes.pauseOf(ZipArchiveStarter.ROOM);
    }

    void pause(String by) {
        intakes.pause(ZipArchiveStarter.ROOM, by);
    }

    void resume() {
        intakes.resume(ZipArchiveStarter.ROOM);
    }

    long unfinished() {
        return jobs.unfinishedOf(ZipArchiveStarter.ROOM);
    }

    int limit() {
        return limit;
    }

    /** How many more jobs there may be. */
    long free() {
        return Math.max(0, limit - unfinished());
    }
}
