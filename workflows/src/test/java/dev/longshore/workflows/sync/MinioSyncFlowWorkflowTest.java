package dev.longshore.workflows.sync;

import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinioSyncFlowWorkflowTest extends ReplayedSync {

    private static final String PASS = FakeHost.FLOW + ":1";
    private static final String WAITING = "wait for a worker of host host (longshore worker --pools sync --host host)";

    @Test
    void endsWhenItWasAskedToGoOnceAndNothingWaits() {
        host.work.add(FoundWork.pass(PASS, 1, 3));
        host.work.add(FoundWork.nothing());
        host.work.add(FoundWork.nothingMore());
        theHostComes();

        startFlow();

        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
        assertThat(host.calls)
                .containsSubsequence("begin", "open", "await work", "await work", "await work", "close DONE")
                .containsOnlyOnce("open");
        assertThat(endOf(PASS)).isEqualTo(Ending.done("{}"));
        assertThat(host.calls).contains("1 begin", "1 move 0-1", "1 move 2-2", "1 close DONE");
    }

    @Test
    void waitsOnWhileAPassMovesAndThePassOutlivesIt() {
        Latch latch = new Latch();
        host.whileMoving = () -> latch.await(host::beat);
        host.work.add(FoundWork.pass(PASS, 1, 1));
        theHostComes();

        startFlow();
        awaitCalls("await work", 2);
        awaitCall("1 move 0-0");
        ring(Desired.CANCEL, false);

        assertThat(endOfFlow()).isEqualTo(Ending.cancelled());
        assertThat(host.endings).doesNotContainKey(PASS);
        latch.open();
        assertThat(endOf(PASS)).isEqualTo(Ending.done("{}"));
    }

    @Test
    void startsSeveralPasses() {
        for (int i = 1; i <= 4; i++) {
            host.work.add(FoundWork.pass(FakeHost.FLOW + ":" + i, 1, 1));
        }
        host.work.add(FoundWork.nothingMore());
        theHostComes();

        startFlow();

        assertThat(endOfFlow().state()).isEqualTo(Ending.State.DONE);
        for (int i = 1; i <= 4; i++) {
            assertThat(endOf(FakeHost.FLOW + ":" + i).state()).isEqualTo(Ending.State.DONE);
        }
    }

    @Test
    void goesOnWhenTheReconcilerHasStartedThePass() {
        Latch latch = new Latch();
        host.whileMoving = () -> latch.await(host::beat);
        theHostComes();
        start("MinioSyncWorkflow", aRun(PASS, 1, null));
        awaitCall("1 move 0-0");
        host.work.add(FoundWork.pass(PASS, 1, 1));
        host.work.add(FoundWork.nothingMore());

        startFlow();

        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
        latch.open();
        assertThat(endOf(PASS)).isEqualTo(Ending.done("{}"));
        assertThat(host.calls).containsOnlyOnce("1 begin", "1 move 0-0");
    }

    @Test
    void looksForNothingWhilePausedAndGoesOnWhenResumed() {
        theHostComes();
        startFlow();
        awaitCall("await work");

        ring(Desired.PAUSE, false);
        awaitCall("settle PAUSE");
        List<String> before = List.copyOf(host.calls);
        host.work.add(FoundWork.nothingMore());
        environment.sleep(Duration.ofHours(1));
        assertThat(host.calls).isEqualTo(before).endsWith("settle PAUSE");
        ring(Desired.RUN, false);

        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
        assertThat(host.calls).containsSubsequence("settle PAUSE", "acknowledge RUN", "await work", "close DONE");
    }

    @Test
    void closesCancelledByTheLedgerAlone() {
        theHostComes();
        startFlow();
        awaitCall("await work");

        ring(Desired.CANCEL, false);

        assertThat(endOfFlow()).isEqualTo(Ending.cancelled());
        assertThat(host.calls).endsWith("close CANCELLED");
    }

    /** The engine shows a run as cancelled whose cancel it was asked for, whatever the run answers. */
    @Test
    void closesCancelledWhenSomebodyCancelsItInTheWebUi() {
        theHostComes();
        startFlow();
        awaitCall("await work");

        flow().cancel();

        assertThatThrownBy(this::endOfFlow).hasCauseInstanceOf(CanceledFailure.class);
        assertThat(host.endings).containsEntry(FakeHost.FLOW, Ending.cancelled());
    }

    @Test
    void looksAtNothingIfTheCancelCameFirst() {
        host.wish(Desired.CANCEL, false);

        startFlow();

        assertThat(endOfFlow()).isEqualTo(Ending.cancelled());
        assertThat(host.calls).containsExactly("begin", "close CANCELLED");
    }

    @Test
    void saysThatItWaitsForItsHostAndGoesOnWhenThatComes() {
        startFlow();
        awaitCalls(WAITING, 2);

        assertThat(host.calls).contains("begin", WAITING).doesNotContain("open");
        host.work.add(FoundWork.nothingMore());
        theHostComes();
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
    }

    /** Else the history of a flow whose host is away for weeks would grow until the engine ends it. */
    @Test
    void waitsLongerForAHostThatIsAwayForLong() {
        startFlow();
        awaitCalls(WAITING, 3);
        theHostComes();
        awaitCall("await work");

        host.work.add(FoundWork.nothing());
        awaitCalls("await work", 2);

        assertThat(impatience.patience)
                .startsWith(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1))
                .endsWith(Duration.ofMinutes(1));
        host.work.add(FoundWork.nothingMore());
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
    }

    @Test
    void goesOnAsANewRunThoughItsHostIsAway() {
        String first = runOf(startFlow());
        awaitCall(WAITING);

        flow().signal("renew");

        awaitCalls("begin", 2);
        assertThat(newestRun()).isNotEqualTo(first);
        host.work.add(FoundWork.nothingMore());
        theHostComes();
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
    }

    @Test
    void goesOnAsANewRunThoughItIsPaused() {
        theHostComes();
        String first = runOf(startFlow());
        awaitCall("await work");
        ring(Desired.PAUSE, false);
        awaitCall("settle PAUSE");
        List<String> before = List.copyOf(host.calls);

        flow().signal("renew");

        awaitCalls("begin", 2);
        assertThat(newestRun()).isNotEqualTo(first);
        assertThat(host.calls).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
        host.work.add(FoundWork.nothingMore());
        ring(Desired.RUN, false);
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
    }

    @Test
    void canBeCancelledWhileItsHostIsAway() {
        startFlow();
        awaitCalls(WAITING, 2);

        ring(Desired.CANCEL, false);

        assertThat(endOfFlow()).isEqualTo(Ending.cancelled());
        assertThat(host.calls).contains(WAITING).endsWith("close CANCELLED");
    }

    @Test
    void goesOnAsANewRunAtOnceWhenItShallBeRenewed() {
        theHostComes();
        String first = runOf(startFlow());
        awaitCall("await work");

        flow().signal("renew");

        awaitCalls("open", 2);
        awaitCalls("await work", 2);
        assertThat(newestRun()).isNotEqualTo(first);
        assertThat(flow().describe().getMemo(Run.EPOCH_MEMO, Long.class)).isEqualTo(1L);
        assertThat(host.endings).isEmpty();
        host.work.add(FoundWork.nothingMore());
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
        assertThat(host.calls)
                .contains("interrupted")
                .filteredOn("begin"::equals)
                .hasSize(2);
    }

    @Test
    void goesOnAsANewRunAfterADay() {
        theHostComes();
        String first = runOf(startFlow());
        awaitCall("await work");

        ring(Desired.PAUSE, false);
        awaitCall("settle PAUSE");
        environment.sleep(Duration.ofHours(25));
        ring(Desired.RUN, false);
        host.work.add(FoundWork.nothing());

        awaitCalls("open", 2);
        assertThat(newestRun()).isNotEqualTo(first);
        host.work.add(FoundWork.nothingMore());
        assertThat(endOfFlow()).isEqualTo(Ending.done("{}"));
    }

    @Test
    void onlyClosesTheJobOfARunThatTheEngineEnded() {
        start("MinioSyncFlowWorkflow", aRun(FakeHost.FLOW, 0, "terminated in the Web UI"));

        assertThat(endOfFlow()).isEqualTo(Ending.failed("ENGINE_ENDED", "terminated in the Web UI"));
        assertThat(host.calls).containsExactly("begin", "close FAILED");
    }

    @Test
    void failsWhenTheHostDoesNotKnowTheFlowAnyMore() {
        host.troubles.add(INVALID_REQUEST.because("host has no flow output"));
        theHostComes();

        startFlow();

        assertThat(endOfFlow()).isEqualTo(Ending.failed(INVALID_REQUEST, "host has no flow output"));
    }

    @Test
    void endsAtOnceWhenANewerRunHasTheFlow() {
        theHostComes();
        startFlow();
        awaitCall("await work");
        host.epoch = 2;

        host.work.add(FoundWork.nothing());

        assertThatThrownBy(this::endOfFlow)
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("LOST_EPOCH");
        assertThat(host.endings).isEmpty();
    }

    private Ending endOf(String pass) {
        return client().newUntypedWorkflowStub(pass).getResult(Ending.class);
    }

    private String newestRun() {
        return flow().describe().getExecution().getRunId();
    }

    private static String runOf(WorkflowStub stub) {
        return stub.getExecution().getRunId();
    }
}
