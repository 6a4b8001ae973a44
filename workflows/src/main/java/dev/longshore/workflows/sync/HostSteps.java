package dev.longshore.workflows.sync;

import static io.temporal.activity.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

import dev.longshore.workflows.control.Controls;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Steps that only one host can do, for it has the folder. While it is away the job says so, and waits. */
final class HostSteps {

    private static final Duration NOBODY_CAME = Duration.ofMinutes(1);

    private final MinioSyncRequest request;
    private final Controls controls;

    HostSteps(MinioSyncRequest request, Controls controls) {
        this.request = request;
        this.controls = controls;
    }

    /** @param summary a line for people, which they read in the engine's Web UI */
    <T> T step(String summary, Func1<MinioSyncActivities, T> step) {
        return step(summary, MinioSyncActivities.class, step);
    }

    /** @param summary a line for people, which they read in the engine's Web UI */
    <A, T> T step(String summary, Class<A> steps, Func1<A, T> step) {
        A host = Workflow.newActivityStub(
                steps, options().toBuilder().setSummary(summary).build());
        while (true) {
            try {
                return step.apply(host);
            } catch (ActivityFailure failure) {
                if (!isOfNobody(failure)) {
                    throw failure;
                }
                controls.waitFor("a worker of host " + request.host() + " (longshore worker --pools sync --host "
                        + request.host() + ")");
            }
        }
    }

    private static boolean isOfNobody(ActivityFailure failure) {
        return failure.getCause() instanceof TimeoutFailure timeout
                && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
    }

    /** Attempts are not limited: {@code FailureType} says what must not be tried again. */
    private ActivityOptions options() {
        return ActivityOptions.newBuilder()
                .setTaskQueue(MinioSyncWorkflow.queueOf(request.host()))
                .setScheduleToStartTimeout(NOBODY_CAME)
                .setStartToCloseTimeout(Duration.ofDays(7))
                .setHeartbeatTimeout(request.pace().heartbeatTimeout())
                .setCancellationType(WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setMaximumInterval(Duration.ofSeconds(20))
                        .build())
                .build();
    }
}
