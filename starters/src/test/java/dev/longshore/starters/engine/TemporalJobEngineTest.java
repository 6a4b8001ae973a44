package dev.longshore.starters.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longshore.connections.EngineConnection;
import dev.longshore.connections.EngineProperties;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.embedded.EmbeddedEngine;
import dev.longshore.starters.engine.RunSight.Status;
import dev.longshore.starters.running.Deadline;
import dev.longshore.workflows.archive.ZipArchiveRequest;
import dev.longshore.workflows.archive.ZipArchiveWorkflow;
import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Pace;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TemporalJobEngineTest {

    private static final long GO_ON = -2;

    private EmbeddedEngine server;
    private EngineConnection connection;
    private WorkerFactory workers;
    private TemporalJobEngine engine;

    @BeforeAll
    void start() {
        server = EmbeddedEngine.start(0);
        connection = connectionTo(server.address());
        workers = WorkerFactory.newInstance(connection.client());
        workers.newWorker(ZipArchiveWorkflow.TASK_QUEUE).registerWorkflowImplementationTypes(RungThreeTimes.class);
        workers.start();
        engine = new TemporalJobEngine(connection);
    }

    @AfterAll
    void stop() {
        workers.shutdownNow();
        engine.close();
        connection.close();
        server.close();
    }

    @Test
    void knowsAnEngineThatForgets() {
        EngineIdentity identity = engine.identity();

        assertThat(identity.way()).isEqualTo("in-process");
        assertThat(identity.lacks()).contains("schedules");
        assertThat(identity.address()).isEqualTo(server.address());
    }

    @Test
    void seesNoRunWhereNoneIs() {
        assertThat(engine.look("archive:none")).isEqualTo(RunSight.absent());
        assertThat(engine.ring("archive:none", 1)).isFalse();
        assertThat(engine.cancel("archive:none")).isFalse();
    }

    @Test
    void seesARunWithItsEpochUntilItCompletes() {
        engine.start(aRun("archive:rung", 7));
        RunSight running = engine.look("archive:rung");
        engine.start(aRun("archive:rung", 8));

        for (long seq = 1; seq <= 3; seq++) {
            assertThat(engine.ring("archive:rung", seq)).isTrue();
        }

        assertThat(running).isEqualTo(new RunSight(Status.RUNNING, 7L, null));
        Deadline.until(() -> engine.look("archive:rung").status() == Status.COMPLETED);
        assertThat(engine.look("archive:rung").epoch()).isEqualTo(7);
        assertThat(engine.ending("archive:rung")).isEqualTo(Ending.done("{}"));
    }

    @Test
    void startsTheSameIdAgainOnceTheRunHasEnded() {
        engine.start(aRun("archive:again", 1));
        engine.cancel("archive:again");
        Deadline.until(() -> engine.look("archive:again").status() == Status.CANCELLED);

        engine.start(aRun("archive:again", 2));

        assertThat(engine.look("archive:again")).isEqualTo(new RunSight(Status.RUNNING, 2L, null));
    }

    @Test
    void saysWhyARunBroke() {
        engine.start(aRun("archive:killed", 1));
        connection.client().newUntypedWorkflowStub("archive:killed").terminate("wrong bucket");
        engine.start(aRun("archive:failing", 1));
        engine.ring("archive:failing", -1);

        Deadline.until(() -> engine.look("archive:failing").status() == Status.BROKEN);

        assertThat(engine.look("archive:killed").status()).isEqualTo(Status.BROKEN);
        assertThat(engine.look("archive:killed").reason()).contains("terminated", "wrong bucket");
        assertThat(engine.look("archive:failing").reason()).contains("it was told to fail");
    }

    @Test
    void knowsTheEpochOfARunThatGoesOnForAnother() {
        engine.start(aRun("archive:going-on", 5));
        String first = runOf("archive:going-on");
        engine.ring("archive:going-on", GO_ON);
        Deadline.until(() -> !runOf("archive:going-on").equals(first));

        RunSight second = engine.look("archive:going-on");

        assertThat(second).isEqualTo(new RunSight(Status.RUNNING, 5L, null));
    }

    @Test
    void saysSoonThatNobodyAnswers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try (EngineConnection nowhere = connectionTo("127.0.0.1:1");
                TemporalJobEngine away = new TemporalJobEngine(nowhere)) {
            List<Callable<Throwable>> calls = List.of(
                    () -> catchThrowable(() -> away.look("archive:any")),
                    () -> catchThrowable(() -> away.start(aRun("archive:any", 1))),
                    () -> catchThrowable(() -> away.ring("archive:any", 1)));

            for (Future<Throwable> call : callers.invokeAll(calls)) {
                assertThat(call.get())
                        .isInstanceOf(EngineUnavailableException.class)
                        .hasMessageContaining("127.0.0.1:1");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private String runOf(String id) {
        return connection
                .client()
                .newUntypedWorkflowStub(id)
                .describe()
                .getExecution()
                .getRunId();
    }

    private static NewRun aRun(String id, long epoch) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(ZipArchiveWorkflow.TASK_QUEUE)
                .setMemo(Map.of(Run.EPOCH_MEMO, epoch))
                .setTypedSearchAttributes(LongshoreSearchAttributes.of("archive", "s3://source-images/"))
                .build();
        ZipArchiveRequest request =
                ZipArchiveRequest.anew(new Run(id, epoch), new Pace(Duration.ofSeconds(10), 1), null);
        return new NewRun("ZipArchiveWorkflow", options, request);
    }

    private static EngineConnection connectionTo(String address) {
        return new EngineConnection(new EngineProperties(
                address, "default", null, null, new EngineProperties.Tls(false, null, null, null, null)));
    }

    /** Completes when it was rung three times, fails when it was rung with -1, goes on without its memo when with -2. */
    public static final class RungThreeTimes implements ZipArchiveWorkflow {

        private int rung;
        private boolean broken;
        private boolean goingOn;

        @Override
        public Ending archive(ZipArchiveRequest request) {
            Workflow.await(() -> rung == 3 || broken || goingOn);
            if (goingOn) {
                Workflow.continueAsNew(
                        ContinueAsNewOptions.newBuilder().setMemo(Map.of()).build(), request);
            }
            if (broken) {
                throw ApplicationFailure.newNonRetryableFailure("it was told to fail", "TEST");
            }
            return Ending.done("{}");
        }

        @Override
        public void ring(Bell bell) {
            rung++;
            broken = bell.seq() == -1;
            goingOn = bell.seq() == GO_ON;
        }
    }
}
