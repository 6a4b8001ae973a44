package dev.longshore.starters.reconciler;

import static dev.longshore.ledger.Desired.CANCEL;
import static dev.longshore.ledger.Desired.PAUSE;
import static dev.longshore.ledger.Desired.RUN;
import static dev.longshore.ledger.JobState.CANCELLED;
import static dev.longshore.ledger.JobState.DONE;
import static dev.longshore.ledger.JobState.FAILED;
import static dev.longshore.ledger.JobState.PAUSED;
import static dev.longshore.ledger.JobState.QUEUED;
import static dev.longshore.ledger.JobState.RUNNING;
import static dev.longshore.starters.reconciler.Correction.CANCEL_AGAIN;
import static dev.longshore.starters.reconciler.Correction.CANCEL_ENDED;
import static dev.longshore.starters.reconciler.Correction.CANCEL_OUTDATED;
import static dev.longshore.starters.reconciler.Correction.CLEAN_UP;
import static dev.longshore.starters.reconciler.Correction.LEAVE_UNKNOWN;
import static dev.longshore.starters.reconciler.Correction.NOTHING;
import static dev.longshore.starters.reconciler.Correction.RING_AGAIN;
import static dev.longshore.starters.reconciler.Correction.START_AGAIN;
import static dev.longshore.starters.reconciler.Correction.START_TO_CANCEL;
import static dev.longshore.starters.reconciler.Correction.TAKE_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.engine.RunSight;
import dev.longshore.starters.engine.RunSight.Status;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CorrectionTest {

    private static final long EPOCH = 3;

    private static Stream<Arguments> withoutARun() {
        return Stream.of(
                row("no run and wished to run", aJob(QUEUED, RUN, 0, 0), none(), START_AGAIN),
                row("no run and wished to run on", aJob(RUNNING, RUN, 2, 1), none(), START_AGAIN),
                row("no run and wished to pause", aJob(PAUSED, PAUSE, 1, 1), none(), NOTHING),
                row("no run and wished to pause unheard", aJob(QUEUED, PAUSE, 1, 0), none(), NOTHING),
                row("no run and wished to cancel", aJob(RUNNING, CANCEL, 1, 0), none(), START_TO_CANCEL));
    }

    private static Stream<Arguments> withARun() {
        return Stream.of(
                row("running and heard all", aJob(RUNNING, RUN, 4, 4), running(3L), NOTHING),
                row("running and has not heard the pause", aJob(RUNNING, PAUSE, 1, 0), running(3L), RING_AGAIN),
                row("running and has not heard the resume", aJob(PAUSED, RUN, 2, 1), running(3L), RING_AGAIN),
                row("running and has not heard the cancel", aJob(RUNNING, CANCEL, 1, 0), running(3L), CANCEL_AGAIN),
                row("running though a newer was to start", aJob(RUNNING, RUN, 0, 0), running(2L), CANCEL_OUTDATED),
                row("running and of an unknown epoch", aJob(RUNNING, RUN, 0, 0), running(null), NOTHING));
    }

    private static Stream<Arguments> withAnEndedRun() {
        return Stream.of(
                row("completed", aJob(RUNNING, RUN, 0, 0), completed(3L), TAKE_OVER),
                row("completed before the retry", aJob(QUEUED, RUN, 0, 0), completed(2L), START_AGAIN),
                row("failed or timed out or terminated", aJob(RUNNING, RUN, 0, 0), broken(3L), CLEAN_UP),
                row("completed and of an unknown epoch", aJob(RUNNING, RUN, 0, 0), completed(null), LEAVE_UNKNOWN),
                row("broken and of an unknown epoch", aJob(RUNNING, RUN, 0, 0), broken(null), LEAVE_UNKNOWN),
                row("cancelled and of an unknown epoch", aJob(RUNNING, CANCEL, 1, 0), cancelled(null), START_TO_CANCEL),
                row("broken while paused", aJob(PAUSED, PAUSE, 1, 1), broken(3L), CLEAN_UP),
                row("broken but an older run", aJob(RUNNING, RUN, 0, 0), broken(2L), START_AGAIN),
                row("cancelled in the engine only", aJob(RUNNING, RUN, 0, 0), cancelled(3L), CLEAN_UP),
                row("cancelled as wished but not closed", aJob(RUNNING, CANCEL, 1, 0), cancelled(3L), START_TO_CANCEL));
    }

    private static Stream<Arguments> ofEndedJobs() {
        return Stream.of(
                row("ended and still running", aJob(DONE, RUN, 0, 0), running(3L), CANCEL_ENDED),
                row("ended on both sides", aJob(FAILED, RUN, 0, 0), completed(3L), NOTHING),
                row("ended and forgotten", aJob(CANCELLED, CANCEL, 1, 1), none(), NOTHING));
    }

    @ParameterizedTest(name = "{0} -> {3}")
    @MethodSource({"withoutARun", "withARun", "withAnEndedRun", "ofEndedJobs"})
    void followsTheTable(String row, Job job, RunSight run, Correction expected) {
        assertThat(Correction.between(job, run)).as(row).isEqualTo(expected);
    }

    @Test
    void countsEachRowUnderItsOwnTag() {
        assertThat(Correction.values()).extracting(Correction::tag).doesNotHaveDuplicates();
    }

    private static Arguments row(String name, Job job, RunSight run, Correction expected) {
        return Arguments.of(name, job, run, expected);
    }

    private static RunSight none() {
        return RunSight.absent();
    }

    private static RunSight running(@Nullable Long epoch) {
        return new RunSight(Status.RUNNING, epoch, null);
    }

    private static RunSight completed(@Nullable Long epoch) {
        return new RunSight(Status.COMPLETED, epoch, null);
    }

    private static RunSight broken(@Nullable Long epoch) {
        return new RunSight(Status.BROKEN, epoch, "terminated");
    }

    private static RunSight cancelled(@Nullable Long epoch) {
        return new RunSight(Status.CANCELLED, epoch, null);
    }

    private static Job aJob(JobState state, Desired desired, long command, long heard) {
        return new Job(
                "archive:1",
                "archive",
                state,
                desired,
                false,
                command,
                heard,
                EPOCH,
                null,
                "{}",
                null,
                new FileCounts(1, 0, 0, 0),
                new ByteCounts(0, 0),
                "local",
                true,
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
