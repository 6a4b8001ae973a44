package dev.longshore.activities.control;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobRuns;
import dev.longshore.ledger.JobState;
import dev.longshore.workflows.control.Command;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.JobActivities;
import dev.longshore.workflows.control.Run;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each step is one statement of the ledger that says which run writes. */
public final class JobActivitiesImpl implements JobActivities {

    private static final Logger LOG = LoggerFactory.getLogger(JobActivitiesImpl.class);

    private final JobRuns runs;
    private final JobMeters meters;

    /** Counts for nobody. */
    public JobActivitiesImpl(JobRuns runs) {
        this(runs, new CompositeMeterRegistry(), "");
    }

    public JobActivitiesImpl(JobRuns runs, MeterRegistry registry, String room) {
        this.runs = runs;
        this.meters = new JobMeters(registry, room);
    }

    @Override
    public Command begin(Run run) {
        return commandOf(runs.begin(run.jobId(), run.epoch()));
    }

    @Override
    public Command acknowledge(Run run) {
        return commandOf(runs.acknowledge(run.jobId(), run.epoch()));
    }

    @Override
    public Command settle(Run run) {
        return commandOf(runs.settle(run.jobId(), run.epoch()));
    }

    @Override
    public void waitFor(Run run, String what) {
        runs.waitingFor(run.jobId(), run.epoch(), what);
    }

    @Override
    public void close(Run run, Ending ending) {
        meters.ended(runs.close(
                run.jobId(),
                run.epoch(),
                new dev.longshore.ledger.Ending(stateOf(ending), ending.result(), failureOf(ending))));
        LOG.info("{} {}{}", run.jobId(), stateOf(ending).word(), reasonOf(ending));
    }

    private static Command commandOf(Job job) {
        return new Command(desiredOf(job.desired()), job.commandSeq(), job.desiredNow());
    }

    private static Command.Desired desiredOf(Desired desired) {
        return switch (desired) {
            case RUN -> Command.Desired.RUN;
            case PAUSE -> Command.Desired.PAUSE;
            case CANCEL -> Command.Desired.CANCEL;
        };
    }

    private static JobState stateOf(Ending ending) {
        return switch (ending.state()) {
            case DONE -> JobState.DONE;
            case FAILED -> JobState.FAILED;
            case CANCELLED -> JobState.CANCELLED;
        };
    }

    private static @Nullable Failure failureOf(Ending ending) {
        return ending.failureType() == null
                ? null
                : new Failure(ending.failureType(), String.valueOf(ending.failureMessage()));
    }

    private static String reasonOf(Ending ending) {
        return ending.failureType() == null ? "" : ": " + ending.failureType() + ", " + ending.failureMessage();
    }
}
