package dev.longshore.starters.reconciler;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.starters.engine.EngineGate;
import dev.longshore.starters.engine.EngineSide;
import dev.longshore.starters.engine.JobEngine;
import dev.longshore.starters.engine.RunSight;
import dev.longshore.starters.engine.Runs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares ledger and engine job by job, and acts on what differs. Any number of passes, broken off anywhere, do no harm. */
final class Reconciler {

    static final String PASSES = "longshore_reconciler_passes";

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int PAGE = 200;
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final Ledger ledger;
    private final JobEngine engine;
    private final EngineGate gate;
    private final Runs runs;
    private final Duration untouchedFor;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private Instant endedUntil;

    Reconciler(
            Ledger ledger,
            EngineSide side,
            ReconcilerProperties properties,
            InstantSource clock,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.engine = side.engine();
        this.gate = side.gate();
        this.runs = side.runs();
        untouchedFor = properties.untouchedFor();
        this.clock = clock;
        this.meters = meters;
        endedUntil = clock.instant().minus(LOOK_BACK);
        Correction.acts().forEach(this::counted);
    }

    /** One pass over all jobs that have not ended, and over those that have ended lately. */
    void reconcile() {
        if (gate.isOpen()) {
            reconcileUnfinished();
            reconcileEnded();
        }
        meters.counter(PASSES).increment();
    }

    private void reconcileUnfinished() {
        List<Job> page = ledger.jobs().unfinished(untouchedFor, PAGE, null);
        while (!page.isEmpty()) {
            page.forEach(this::reconcileAlone);
            String last = page.get(page.size() - 1).id();
            page = ledger.jobs().unfinished(untouchedFor, PAGE, last);
        }
    }

    /** Goes on from the last job whose run was seen to have ended; a run gets some time to end by itself. */
    private void reconcileEnded() {
        Instant settled = clock.instant().minus(untouchedFor);
        boolean allEnded = true;
        for (Job job : ledger.jobs().endedSince(endedUntil, PAGE)) {
            Instant end = job.finishedAt();
            if (end == null || end.isAfter(settled)) {
                return;
            }
            allEnded &= reconcile(job) == Correction.NOTHING;
            if (allEnded) {
                endedUntil = end;
            }
        }
    }

    /** What is wrong with one job does not keep the others waiting. */
    private void reconcileAlone(Job job) {
        try {
            reconcile(job);
        } catch (EngineUnavailableException | LedgerUnavailableException away) {
            throw away;
        } catch (RuntimeException error) {
            LOG.error("Job {} could not be reconciled, the next pass tries again", job.id(), error);
        }
    }

    private Correction reconcile(Job job) {
        RunSight run = engine.look(job.id());
        Correction correction = Correction.between(job, run);
        if (correction == Correction.NOTHING) {
            return correction;
        }
        LOG.info("Job {}: {}", job.id(), said(correction, run));
        counted(correction).increment();
        act(correction, job, run.reason());
        return correction;
    }

    private Counter counted(Correction correction) {
        return meters.counter("longshore_reconciler_corrections", "row", correction.tag());
    }

    private void act(Correction correction, Job job, @Nullable String reason) {
        switch (correction) {
            case START_AGAIN, START_TO_CANCEL -> runs.start(job, null);
            case CLEAN_UP -> runs.start(job, reason == null ? "the run has ended" : reason);
            case RING_AGAIN -> engine.ring(job.id(), job.commandSeq());
            case CANCEL_AGAIN, CANCEL_OUTDATED, CANCEL_ENDED -> engine.cancel(job.id());
            case TAKE_OVER -> takeOver(job);
            case LEAVE_UNKNOWN -> LOG.debug("{} is left as it is", job.id());
            case NOTHING -> LOG.trace("{} is in order", job.id());
        }
    }

    private void takeOver(Job job) {
        var answered = engine.ending(job.id());
        Failure failure = answered.failureType() == null
                ? null
                : new Failure(answered.failureType(), String.valueOf(answered.failureMessage()));
        JobState state = JobState.valueOf(answered.state().name());
        try {
            ledger.runs().close(job.id(), job.epoch(), new Ending(state, answered.result(), failure));
        } catch (LostEpochException newer) {
            LOG.debug("Job {} has a newer run meanwhile", job.id(), newer);
        }
    }

    private static String said(Correction correction, RunSight run) {
        return switch (correction) {
            case START_AGAIN -> "the engine has no run of it, so one is started";
            case START_TO_CANCEL -> "the engine has no run of it, so one is started that cancels it";
            case RING_AGAIN -> "its run has not heard the newest command, so it is told again";
            case CANCEL_AGAIN -> "its run has not heard that it shall end, so it is told again";
            case CANCEL_OUTDATED -> "an outdated run stands in the way and is cancelled";
            case TAKE_OVER -> "its run has completed, so its result is taken over";
            case CLEAN_UP -> run.reason() + "; a run is started that cleans up";
            case LEAVE_UNKNOWN ->
                "a run that has ended there does not say which run of this job it was, so it is left;"
                        + " delete it in the engine, and the job starts again";
            case CANCEL_ENDED -> "it has ended, so the run that is left is cancelled";
            case NOTHING -> "in order";
        };
    }
}
