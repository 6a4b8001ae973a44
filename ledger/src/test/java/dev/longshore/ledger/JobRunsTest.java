package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobRunsTest {

    private static LedgerServer server;
    private static Jobs jobs;
    private static JobRuns runs;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        jobs = server.ledger().jobs();
        runs = server.ledger().runs();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void beginsAndHasSeenTheNewestCommand() {
        Job job = server.aJobOf("a");
        jobs.command(job.id(), Desired.PAUSE, false);
        jobs.command(job.id(), Desired.RUN, false);

        Job begun = runs.begin(job.id(), jobs.takeEpoch(job.id()).orElseThrow());

        assertThat(begun.state()).isEqualTo(JobState.RUNNING);
        assertThat(begun.acknowledgedSeq()).isEqualTo(2);
        assertThat(begun.startedAt()).isNotNull();
        assertThat(runs.begin(job.id(), jobs.takeEpoch(job.id()).orElseThrow()).startedAt())
                .isEqualTo(begun.startedAt());
    }

    @Test
    void beginsPausedIfThatIsWanted() {
        Job job = server.aJobOf("a");
        jobs.command(job.id(), Desired.PAUSE, false);

        Job begun = runs.begin(job.id(), jobs.takeEpoch(job.id()).orElseThrow());

        assertThat(begun.state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void settlesAsItIsWantedAtThatMoment() {
        Job job = server.aRunningJobOf("a");
        jobs.command(job.id(), Desired.PAUSE, true);

        Job acknowledged = runs.acknowledge(job.id(), 1);
        Job paused = runs.settle(job.id(), 1);
        jobs.command(job.id(), Desired.RUN, false);
        Job running = runs.settle(job.id(), 1);

        assertThat(acknowledged.state()).isEqualTo(JobState.RUNNING);
        assertThat(acknowledged.acknowledgedSeq()).isEqualTo(1);
        assertThat(acknowledged.desired()).isEqualTo(Desired.PAUSE);
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(running.acknowledgedSeq()).isEqualTo(1);
    }

    @Test
    void letsAnEarlierRunChangeNothing() {
        Job job = server.aRunningJobOf("a");
        jobs.takeEpoch(job.id());
        Job before = server.jobOf(job.id());
        Ending ending = new Ending(JobState.CANCELLED, null, null);
        List<Consumer<Long>> writes = List.of(
                epoch -> runs.begin(job.id(), epoch),
                epoch -> runs.acknowledge(job.id(), epoch),
                epoch -> runs.settle(job.id(), epoch),
                epoch -> runs.waitingFor(job.id(), epoch, "the store"),
                epoch -> runs.waitingFor(job.id(), epoch, null),
                epoch -> runs.listed(job.id(), epoch),
                epoch -> runs.close(job.id(), epoch, ending));

        assertThat(writes)
                .allSatisfy(write -> assertThatThrownBy(() -> write.accept(1L))
                        .isInstanceOf(LostEpochException.class)
                        .hasMessageContaining(job.id()));

        assertThat(server.jobOf(job.id())).isEqualTo(before);
    }

    @Test
    void keepsSinceWhenOnlyTheDetailBehindTheColonChanges() throws SQLException {
        Job job = server.aRunningJobOf("a");
        runs.waitingFor(job.id(), 1, "the store: connection refused");
        server.execute(
                "UPDATE longshore.job SET waiting_for = replace(waiting_for, ' since 2', ' since 1') WHERE id = '"
                        + job.id() + "'");

        runs.waitingFor(job.id(), 1, "the store: later (request 4711)");
        String same = server.jobOf(job.id()).waitingFor();
        runs.waitingFor(job.id(), 1, "another store: later (request 4711)");

        assertThat(same).matches("the store: later \\(request 4711\\) since 1.*Z");
        assertThat(server.jobOf(job.id()).waitingFor()).matches("another store: .* since 2.*Z");
    }

    @Test
    void keepsSinceWhenItWaitsForTheSame() throws SQLException {
        Job job = server.aRunningJobOf("a");
        runs.waitingFor(job.id(), 1, "the store at http://127.0.0.1:9000 (connection refused)");
        server.execute(
                "UPDATE longshore.job SET waiting_for = replace(waiting_for, ' since 2', ' since 1') WHERE id = '"
                        + job.id() + "'");

        runs.waitingFor(job.id(), 1, "the store at http://127.0.0.1:9000 (connection refused)");
        String same = server.jobOf(job.id()).waitingFor();
        runs.waitingFor(job.id(), 1, "the store at http://127.0.0.1:9000 (503)");
        String other = server.jobOf(job.id()).waitingFor();
        runs.waitingFor(job.id(), 1, null);

        assertThat(same)
                .matches(
                        "the store at http://127.0.0.1:9000 \\(connection refused\\) since 1\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(other).matches("the store at http://127.0.0.1:9000 \\(503\\) since 2.*Z");
        assertThat(server.jobOf(job.id()).waitingFor()).isNull();
    }

    @Test
    void saysThatAllFilesAreListed() {
        String id = "archive:from-prefix";
        jobs.accept(new NewJob(id, "archive", "{}", "hash", null, "somebody", false), rows -> {});
        long epoch = jobs.takeEpoch(id).orElseThrow();
        Job before = runs.begin(id, epoch);

        runs.listed(id, epoch);

        assertThat(before.listed()).isFalse();
        assertThat(server.jobOf(id).listed()).isTrue();
    }

    @Test
    void cancelsUnfinishedFilesWhenItEndsEarly() {
        Job job = server.aRunningJobOf("a", "b", "c");
        TakenFile file = server.ledger()
                .files()
                .take(new JobPage(job.id(), 1, 0, 1), Only.ALL)
                .get(0);
        server.ledger().files().done(file);

        Job closed = runs.close(job.id(), 1, new Ending(JobState.FAILED, "{\"a\": 2}", new Failure("DEFECT", "x\0y")));

        assertThat(closed.state()).isEqualTo(JobState.FAILED);
        assertThat(closed.result()).isEqualTo("{\"a\": 2}");
        assertThat(closed.failure()).isEqualTo(new Failure("DEFECT", "x?y"));
        assertThat(closed.finishedAt()).isNotNull();
        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.CANCELLED, FileState.CANCELLED);
    }

    @Test
    void closesTwiceWithoutHarm() {
        Job job = server.aRunningJobOf();
        Job closed = runs.close(job.id(), 1, new Ending(JobState.DONE, "{}", null));

        Job again = runs.close(job.id(), 1, new Ending(JobState.FAILED, null, new Failure("DEFECT", "late")));

        assertThat(again).isEqualTo(closed);
        assertThatThrownBy(() -> runs.close(job.id(), 2, new Ending(JobState.DONE, null, null)))
                .isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> runs.close("archive:nobody", 2, new Ending(JobState.DONE, null, null)))
                .isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> runs.acknowledge(job.id(), 1)).isInstanceOf(LostEpochException.class);
    }

    @Test
    void isNotDoneWhileAFileIsUnfinished() {
        Job job = server.aRunningJobOf("a");

        assertThatThrownBy(() -> runs.close(job.id(), 1, new Ending(JobState.DONE, null, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(job.id());

        assertThat(server.jobOf(job.id()).state()).isEqualTo(JobState.RUNNING);
        assertThatThrownBy(() -> new Ending(JobState.PAUSED, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closesOnceThoughManyRunsTry() throws Exception {
        Job job = server.aJobOf("a", "b");
        AtomicLong losers = new AtomicLong();

        server.atOnce(6, () -> {
            long epoch = jobs.takeEpoch(job.id()).orElse(-1);
            try {
                return runs.close(job.id(), epoch, new Ending(JobState.CANCELLED, "{\"by\": " + epoch + "}", null));
            } catch (LostEpochException e) {
                losers.incrementAndGet();
                return job;
            }
        });

        Job closed = server.jobOf(job.id());
        assertThat(closed.state()).isEqualTo(JobState.CANCELLED);
        assertThat(closed.result()).isEqualTo("{\"by\": " + closed.epoch() + "}");
        assertThat(losers).hasValue(5);
    }
}
