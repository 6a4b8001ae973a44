package dev.longshore.activities.failure;

import dev.longshore.ledger.JobRuns;
import dev.longshore.ledger.LedgerException;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each failure of a step its {@link dev.longshore.workflows.failure.FailureType}, and notes in the job what it waits
 * for while the environment is at fault.
 */
public final class ExplainFailures extends WorkerInterceptorBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExplainFailures.class);

    private final JobRuns runs;

    public ExplainFailures(JobRuns runs) {
        this.runs = runs;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    ActivityOutput output = super.execute(input);
                    runOf(input).ifPresent(run -> note(run, null));
                    return output;
                } catch (RuntimeException error) {
                    throw explained(error, runOf(input));
                }
            }
        };
    }

    private ApplicationFailure explained(RuntimeException error, Optional<Run> run) {
        ApplicationFailure failure = Failures.explain(error);
        LOG.debug("{}: {}", run, failure.getMessage(), error);
        if (Failures.scopeOf(failure).filter(Scope.ENVIRONMENT::equals).isPresent()) {
            run.ifPresent(waiting -> note(waiting, failure.getOriginalMessage()));
        }
        return failure;
    }

    private static Optional<Run> runOf(ActivityInboundCallsInterceptor.ActivityInput input) {
        Object[] arguments = input.getArguments();
        return arguments.length > 0 && arguments[0] instanceof Run run ? Optional.of(run) : Optional.empty();
    }

    /** Only a note for people: the step's own answer counts, and a ledger that is away cannot take notes. */
    private void note(Run run, @Nullable String waitingFor) {
        try {
            runs.waitingFor(run.jobId(), run.epoch(), waitingFor);
        } catch (LedgerUnavailableException | LedgerException | LostEpochException untold) {
            LOG.debug("Could not note what {} waits for: {}", run, untold.getMessage());
        }
    }
}
