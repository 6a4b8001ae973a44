package dev.longshore.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs of all workflows with steps that only note that they were called; afterwards all histories replay. */
abstract class ReplayedSync {

    static final Pace PACE = new Pace(Duration.ofSeconds(10), 2);

    private static final long PAUSE_NANOS = 1_000_000;

    final FakeHost host = new FakeHost();
    final Impatience impatience = new Impatience();
    final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(impatience)
                    .build())
            .build());
    private final WorkerFactory factoryOfHost = WorkerFactory.newInstance(environment.getWorkflowClient());
    private final List<WorkflowExecution> started = new ArrayList<>();

    @BeforeEach
    final void startTheWorker() {
        Worker worker = environment.newWorker(MinioSyncWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(
                MinioSyncFlowWorkflowImpl.class, MinioSyncWorkflowImpl.class, MinioSyncSurveyWorkflowImpl.class);
        worker.registerActivitiesImplementations(host);
        environment.start();
    }

    @AfterEach
    final void theHistoriesReplay() throws Exception {
        try {
            for (WorkflowExecution execution : started) {
                var history =
                        environment.getWorkflowClient().fetchHistory(execution.getWorkflowId(), execution.getRunId());
                WorkflowReplayer.replayWorkflowExecution(
                        history,
                        MinioSyncFlowWorkflowImpl.class,
                        MinioSyncWorkflowImpl.class,
                        MinioSyncSurveyWorkflowImpl.class);
            }
        } finally {
            factoryOfHost.shutdownNow();
            environment.close();
        }
    }

    /** From now on somebody does the steps of the host. */
    final void theHostComes() {
        factoryOfHost
                .newWorker(MinioSyncWorkflow.queueOf("host"))
                .registerActivitiesImplementations(host, new FakeSurvey(host));
        factoryOfHost.start();
    }

    static MinioSyncRequest aRun(String jobId, long files, @Nullable String endedBecause) {
        return new MinioSyncRequest(new Run(jobId, 1), PACE, "host", files, 2, endedBecause);
    }

    final WorkflowStub start(String type, MinioSyncRequest request) {
        WorkflowStub stub = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(MinioSyncWorkflow.TASK_QUEUE)
                                .setWorkflowId(request.run().jobId())
                                .build());
        started.add(stub.start(request));
        return stub;
    }

    final WorkflowStub startFlow() {
        return start("MinioSyncFlowWorkflow", aRun(FakeHost.FLOW, 0, null));
    }

    /** Its newest run. */
    final WorkflowStub flow() {
        return environment.getWorkflowClient().newUntypedWorkflowStub(FakeHost.FLOW);
    }

    final Ending endOfFlow() {
        return flow().getResult(Ending.class);
    }

    final void ring(Desired wish, boolean now) {
        host.wish(wish, now);
        flow().signal("ring", new Bell(host.seq.get()));
    }

    final WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    final void awaitCall(String call) {
        awaitCalls(call, 1);
    }

    final void awaitCalls(String call, int times) {
        await(call, () -> host.calls.stream().filter(call::equals).count() >= times);
    }

    final void await(String what, BooleanSupplier isThere) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isThere.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waiting for " + what + " after " + host.calls)
                    .isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
