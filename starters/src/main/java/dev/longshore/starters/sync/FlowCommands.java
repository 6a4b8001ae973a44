package dev.longshore.starters.sync;

import dev.longshore.ledger.CommandOutcome.Taken;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.starters.engine.Runs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What users want of a flow, told to all of its jobs. */
final class FlowCommands {

    private final Ledger ledger;
    private final Runs runs;

    FlowCommands(Ledger ledger, Runs runs) {
        this.ledger = ledger;
        this.runs = runs;
    }

    /** Whether a job of the flow has not ended. */
    boolean isRunning(SyncFlow flow) {
        boolean isKept = ledger.jobs()
                .find(flow.jobId())
                .filter(job -> !job.state().isFinished())
                .isPresent();
        return isKept || !ledger.syncPasses().unfinishedOf(flow).isEmpty();
    }

    /**
     * Tells the flow's own job first, which writes no more passes then, and then its passes.
     *
     * @return the jobs that were told; none if none of them is unfinished
     */
    List<Job> tell(SyncFlow flow, Desired desired) {
        Optional<Job> own = told(flow.jobId(), desired);
        Stream<Job> passes =
                ledger.syncPasses().unfinishedOf(flow).stream().flatMap(pass -> told(pass, desired).stream());
        return Stream.concat(own.stream(), passes).toList();
    }

    /**
     * Cancels the flow's own job, its passes, and the cleanup that it began by itself.
     *
     * @return the jobs that were told
     */
    List<Job> stop(SyncFlow flow) {
        List<Job> moving = tell(flow, Desired.CANCEL);
        Optional<Job> cleanup = told(flow.jobId() + ":" + SurveyKind.CLEANUP.word(), Desired.CANCEL);
        return Stream.concat(moving.stream(), cleanup.stream()).toList();
    }

    private Optional<Job> told(String job, Desired desired) {
        if (ledger.jobs().command(job, desired, false) instanceof Taken taken) {
            runs.tell(taken.job());
            return Optional.of(taken.job());
        }
        return Optional.empty();
    }
}
