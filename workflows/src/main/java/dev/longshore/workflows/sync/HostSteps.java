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
import java.util.Optional;

/** Steps that only one host can do, for it has the folder. While it is away the job says so, and waits. */
final class HostSteps {

    private static final Duration NOBODY_CAME = Duration.ofMinutes(1);

    /** From then on; hosts are away for weeks, and each wait makes the history longer. */
    private static final Duration NOBODY_COMES = Duration.ofHours(1);

    private final MinioSyncRequest request;
    private final Controls controls;
    private boolean isAway;

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
        Optional<T> answer = attempt(summary, steps, step);
        while (answer.isEmpty()) {
            answer = attempt(summary, steps, step);
        }
        return answer.get();
    }

    /**
     * As above, for who has something else to look at meanwhile.
     *
     * @return empty if nobody came for so long
     */
    <T> Optional<T> attempt(String summary, Func1<MinioSyncActivities, T> step) {
        return attempt(summary, MinioSyncActivities.class, step);
    }

    private <A, T> Optional<T> attempt(String summary, Class<A> steps, Func1<A, T> step) {
        A host = Workflow.newActivityStub(
                steps, options().toBuilder().setSummary(summary).build());
        try {
            T answer = step.apply(host);
            isAway = false;
            return Optional.of(answer);
        } catch (ActivityFailure failure) {
            if (!isOfNobody(failure)) {
                throw failure;
            }
            isAway = true;
            controls.waitFor("a worker of host " + request.host() + " (longshore worker --pools sync --host "
                    + request.host() + ")");
            return Optional.empty();
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
                .setScheduleToStartTimeout(isAway ? NOBODY_COMES : NOBODY_CAME)
                .setStartToCloseTimeout(Duration.ofDays(7))
                .setHeartbeatTimeout(request.pace().heartbeatTimeout())
                .setCancellationType(WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setMaximumInterval(Duration.ofSeconds(20))
                        .build())
                .build();
    }
}
