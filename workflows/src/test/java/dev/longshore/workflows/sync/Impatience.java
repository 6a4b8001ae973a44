package dev.longshore.workflows.sync;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets runs miss a host after a second, for the engine of the tests skips no time while a step is to be done. */
final class Impatience extends WorkerInterceptorBase {

    /** How long runs would have waited. */
    final List<Duration> patience = new CopyOnWriteArrayList<>();

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public void init(WorkflowOutboundCallsInterceptor calls) {
                super.init(new Impatient(calls));
            }
        };
    }

    private final class Impatient extends WorkflowOutboundCallsInterceptorBase {

        Impatient(WorkflowOutboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
            ActivityOptions options = input.getOptions();
            if (options.getScheduleToStartTimeout() == null) {
                return super.executeActivity(input);
            }
            patience.add(options.getScheduleToStartTimeout());
            return super.executeActivity(new ActivityInput<>(
                    input.getActivityName(),
                    input.getResultClass(),
                    input.getResultType(),
                    input.getArgs(),
                    ActivityOptions.newBuilder(options)
                            .setScheduleToStartTimeout(Duration.ofSeconds(1))
                            .build(),
                    input.getHeader()));
        }
    }
}
