package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTest {

    private static LedgerServer server;
    private static Jobs jobs;
    private static JobRuns runs;
    private static JobFiles files;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        jobs = server.ledger().jobs();
        runs = server.ledger().runs();
        files = server.ledger().files();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void acceptsAJobWithItsFiles() {
        Acceptance acceptance = jobs.accept(server.aJob("archive:new"), rows -> {
            rows.accept(new NewFile("a", "x/a", 7L, null));
            rows.accept(new NewFile("b", "x/b", null, "{\"etag\": \"1\"}"));
        });

        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        Job job = jobs.find("archive:new").orElseThrow();
        assertThat(acceptance.job()).isEqualTo(job);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.request()).isEqualTo("{\"a\": 1}");
        assertThat(job.files()).isEqualTo(new FileCounts(2, 0, 0, 0));
        assertThat(job.bytes()).isEqualTo(new ByteCounts(7, 0));
        assertThat(job.listed()).isTrue();
        assertThat(jobs.find("archive:other")).isEmpty();
    }

    @Test
    void answersTheSameRequestUnderTheSameKeyWithTheSameJob() {
        NewJob first = withKey("archive:key-1", "key", "hash");
        jobs.accept(first, rows -> rows.accept(server.aFile("a")));

        Acceptance again = jobs.accept(withKey("archive:key-2", "key", "hash"), rows -> rows.accept(server.aFile("a")));
        Acceptance other = jobs.accept(withKey("archive:key-3", "key", "other hash"), rows -> {});
        Acceptance elsewhere =
                jobs.accept(new NewJob("sync:1", "sync", "{}", "hash", "key", "somebody", true), rows -> {});

        assertThat(again).isInstanceOf(Acceptance.Repeated.class);
        assertThat(again.job().id()).isEqualTo("archive:key-1");
        assertThat(other).isInstanceOf(Acceptance.KeyUsedOtherwise.class);
        assertThat(elsewhere).isInstanceOf(Acceptance.Accepted.class);
        assertThat(jobs.find("archive:key-2")).isEmpty();
        assertThat(server.jobOf("archive:key-1").files().total()).isEqualTo(1);
    }

    @Test
    void refusesAnIdThatAnotherJobHas() {
        Job job = server.aJobOf("a", "b");

        Acceptance again = jobs.accept(server.aJob(job.id()), rows -> rows.accept(server.aFile("c")));

        assertThat(again).isEqualTo(new Acceptance.IdTaken(job));
        assertThat(server.statesOf(job.id())).hasSize(2);
    }

    @Test
    void acceptsOneOfManyRequestsThatComeAtOnceUnderOneKey() throws Exception {
        List<Acceptance> answers = server.atOnce(
                8,
                () -> jobs.accept(
                        withKey("archive:at-once-" + Thread.currentThread().getId(), "once", "hash"),
                        rows -> rows.accept(server.aFile("a"))));

        assertThat(answers).filteredOn(Acceptance.Accepted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Acceptance.Repeated.class::isInstance).hasSize(7);
        assertThat(answers)
                .extracting(answer -> answer.job().id())
                .containsOnly(answers.get(0).job().id());
    }

    @Test
    void keepsNothingOfAJobWhoseListBreaksOff() {
        assertThatThrownBy(() -> jobs.accept(server.aJob("archive:broken"), rows -> {
                    for (int i = 0; i < 5_000; i++) {
                        rows.accept(server.aFile("file " + i));
                    }
                    throw new IllegalStateException("the body ended early");
                }))
                .hasMessage("the body ended early");

        assertThat(jobs.find("archive:broken")).isEmpty();
        assertThat(server.statesOf("archive:broken")).isEmpty();
    }

    @Test
    void refusesWhatCannotBeStoredAndNamesTheFile() {
        assertThatThrownBy(() -> jobs.accept(server.aJob("archive:nul"), rows -> {
                    rows.accept(server.aFile("fine"));
                    rows.accept(server.aFile("not\0fine"));
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of file 1 holds a NUL character");
        assertThatThrownBy(() -> jobs.accept(
                        server.aJob("archive:half"), rows -> rows.accept(server.aFile("half \ud83d of a character"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of file 0 is no valid Unicode");
        NewJob job = new NewJob("archive:json", "archive", "{\"a\": \"\\u0000\"}", "hash", null, "somebody", true);
        assertThatThrownBy(() -> jobs.accept(job, rows -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThat(jobs.find("archive:nul")).isEmpty();
    }

    @Test
    void listsJobsNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            jobs.accept(new NewJob("listing:" + i, "listing", "{}", "hash", null, "somebody", true), rows -> {});
        }
        long epoch = jobs.takeEpoch("listing:2").orElseThrow();
        runs.close("listing:2", epoch, new Ending(JobState.DONE, null, null));

        List<Job> first = jobs.list(new JobQuery("listing", null, null, 3));
        Job last = first.get(2);
        List<Job> second = jobs.list(new JobQuery("listing", null, new JobCursor(last.createdAt(), last.id()), 3));
        List<Job> done = jobs.list(new JobQuery("listing", JobState.DONE, null, 10));

        assertThat(first).extracting(Job::id).containsExactly("listing:4", "listing:3", "listing:2");
        assertThat(second).extracting(Job::id).containsExactly("listing:1", "listing:0");
        assertThat(done).extracting(Job::id).containsExactly("listing:2");
    }

    @Test
    void handsOutEachEpochOnce() throws Exception {
        Job job = server.aJobOf("a");

        List<OptionalLong> epochs = server.atOnce(8, () -> jobs.takeEpoch(job.id()));

        assertThat(epochs)
                .extracting(OptionalLong::getAsLong)
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(jobs.takeEpoch("archive:nobody")).isEmpty();
        runs.close(job.id(), 8, new Ending(JobState.CANCELLED, null, null));
        assertThat(jobs.takeEpoch(job.id())).isEmpty();
    }

    @Test
    void numbersCommandsAndPassesOverRepeatedOnes() {
        Job job = server.aJobOf("a");

        Job paused = taken(jobs.command(job.id(), Desired.PAUSE, false));
        Job again = taken(jobs.command(job.id(), Desired.PAUSE, false));
        Job urgent = taken(jobs.command(job.id(), Desired.PAUSE, true));
        Job resumed = taken(jobs.command(job.id(), Desired.RUN, true));

        assertThat(paused.commandSeq()).isEqualTo(1);
        assertThat(paused.desired()).isEqualTo(Desired.PAUSE);
        assertThat(again).isEqualTo(paused);
        assertThat(urgent.commandSeq()).isEqualTo(2);
        assertThat(urgent.desiredNow()).isTrue();
        assertThat(resumed.commandSeq()).isEqualTo(3);
        assertThat(resumed.desiredNow()).isFalse();
        assertThat(jobs.command("archive:nobody", Desired.PAUSE, false)).isEqualTo(new CommandOutcome.Unknown());
    }

    @Test
    void takesNoCommandBackOnceAJobIsToldToCancel() {
        Job job = server.aJobOf("a");
        Job cancelled = taken(jobs.command(job.id(), Desired.CANCEL, false));

        CommandOutcome resumed = jobs.command(job.id(), Desired.RUN, false);
        CommandOutcome repeated = jobs.command(job.id(), Desired.CANCEL, false);

        assertThat(resumed).isEqualTo(new CommandOutcome.Ended(cancelled));
        assertThat(repeated).isEqualTo(new CommandOutcome.Taken(cancelled));
    }

    @Test
    void numbersEachOfManyCommandsAtOnce() throws Exception {
        Job job = server.aJobOf("a");

        server.atOnce(8, () -> {
            jobs.command(job.id(), Desired.PAUSE, false);
            return jobs.command(job.id(), Desired.PAUSE, true);
        });
        Job after = server.jobOf(job.id());

        assertThat(after.desired()).isEqualTo(Desired.PAUSE);
        assertThat(after.commandSeq()).isBetween(2L, 16L);
    }

    @Test
    void queuesFailedFilesAgain() {
        Job job = server.aRunningCopyOf("a", "b", "c");
        List<TakenFile> taken = files.take(new JobPage(job.id(), 1, 0, 2), Only.ALL);
        files.done(taken.get(0));
        files.failed(taken.get(1), new Failure("SOURCE_MISSING", "gone"));
        files.failed(taken.get(2), new Failure("SOURCE_CHANGED", "other"));
        runs.close(job.id(), 1, new Ending(JobState.DONE, "{}", null));

        assertThat(jobs.retry(job.id(), new RetryFilter("POISON", null)))
                .isInstanceOf(RetryOutcome.NothingFailed.class);
        assertThat(jobs.retry(job.id(), new RetryFilter(null, List.of(0L))))
                .isInstanceOf(RetryOutcome.NothingFailed.class);
        RetryOutcome outcome = jobs.retry(job.id(), new RetryFilter("SOURCE_MISSING", List.of(1L, 2L)));

        assertThat(outcome).isEqualTo(new RetryOutcome.Retried(server.jobOf(job.id())));
        Job after = server.jobOf(job.id());
        assertThat(after.state()).isEqualTo(JobState.QUEUED);
        assertThat(after.desired()).isEqualTo(Desired.RUN);
        assertThat(after.files()).isEqualTo(new FileCounts(3, 1, 1, 0));
        assertThat(after.result()).isNull();
        assertThat(after.finishedAt()).isNull();
        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.QUEUED, FileState.FAILED);
        JobFile file = server.ledger()
                .lists()
                .list(job.id(), new FileQuery(FileState.QUEUED, -1, 1))
                .get(0);
        assertThat(file.failure()).isNull();
        assertThat(file.attempts()).isZero();
        assertThat(jobs.retry(job.id(), RetryFilter.everything())).isInstanceOf(RetryOutcome.StillRunning.class);
    }

    @Test
    void queuesTheCancelledFilesOfAFailedJobToo() {
        Job job = server.aRunningCopyOf("a", "b", "c");
        List<TakenFile> taken = files.take(new JobPage(job.id(), 1, 0, 1), Only.ALL);
        files.done(taken.get(0));
        files.failed(taken.get(1), new Failure("SOURCE_MISSING", "gone"));
        runs.close(job.id(), 1, new Ending(JobState.FAILED, null, new Failure("SOURCE_MISSING", "b is gone")));

        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.FAILED, FileState.CANCELLED);
        assertThat(jobs.retry(job.id(), RetryFilter.everything())).isInstanceOf(RetryOutcome.Retried.class);

        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.QUEUED, FileState.QUEUED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(3, 1, 0, 0));
        assertThat(server.jobOf(job.id()).failure()).isNull();
    }

    @Test
    void looksAtAllSourcesOfAnArchiveAnew() {
        Job job = server.aRunningJobOf("a", "b", "c");
        List<TakenFile> taken = files.take(new JobPage(job.id(), 1, 0, 2), Only.ALL);
        files.inspected(taken.stream()
                .map(file -> new InspectedFile(file, 7, "{\"etag\": \"old\"}", "{\"crc32\": \"00000000\"}"))
                .toList());
        taken = files.take(new JobPage(job.id(), 1, 0, 1), Only.ALL);
        files.done(taken.get(0));
        files.failed(taken.get(1), new Failure("SOURCE_CHANGED", "other"));
        runs.close(job.id(), 1, new Ending(JobState.FAILED, null, new Failure("SOURCE_CHANGED", "b is another")));

        assertThat(jobs.retry(job.id(), RetryFilter.everything())).isInstanceOf(RetryOutcome.Retried.class);

        assertThat(server.statesOf(job.id())).containsOnly(FileState.QUEUED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(3, 0, 0, 0));
        assertThat(server.jobOf(job.id()).bytes().done()).isZero();
        assertThat(server.ledger().lists().list(job.id(), new FileQuery(null, -1, 9)))
                .allSatisfy(file -> assertThat(file.handle()).isNull())
                .allSatisfy(file -> assertThat(file.checksum()).isNull());
    }

    @Test
    void queuesAFailedJobWithoutFailedFilesWhole() {
        Job job = server.aRunningJobOf("a");
        runs.close(job.id(), 1, new Ending(JobState.FAILED, null, new Failure("ENGINE_ENDED", "terminated")));

        assertThat(jobs.retry(job.id(), new RetryFilter("POISON", null)))
                .isInstanceOf(RetryOutcome.NothingFailed.class);
        assertThat(jobs.retry(job.id(), new RetryFilter("ENGINE_ENDED", null)))
                .isInstanceOf(RetryOutcome.Retried.class);

        assertThat(server.statesOf(job.id())).containsExactly(FileState.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"CANCELLED", "DONE"})
    void hasNothingToRetryWhereNothingFailed(JobState state) {
        Job job = server.aRunningJobOf();
        runs.close(job.id(), 1, new Ending(state, null, null));

        assertThat(jobs.retry(job.id(), RetryFilter.everything())).isInstanceOf(RetryOutcome.NothingFailed.class);
        assertThat(jobs.retry("archive:nobody", RetryFilter.everything())).isEqualTo(new RetryOutcome.Unknown());
        assertThat(jobs.command(job.id(), Desired.PAUSE, false)).isInstanceOf(CommandOutcome.Ended.class);
    }

    @Test
    void letsNoLateWriteOfTheEarlierRunEndARetriedJob() {
        Job job = server.aRunningJobOf("a");
        Ending ending = new Ending(JobState.FAILED, null, new Failure("DEFECT", "x"));
        runs.close(job.id(), 1, ending);
        jobs.retry(job.id(), RetryFilter.everything());

        assertThatThrownBy(() -> runs.close(job.id(), 1, ending)).isInstanceOf(LostEpochException.class);

        assertThat(server.jobOf(job.id()).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void findsUnfinishedJobsThatNobodyTouchedForSoLong() throws SQLException {
        Job old = server.aJobOf("a");
        Job touched = server.aJobOf("a");
        Job ended = server.aRunningJobOf();
        runs.close(ended.id(), 1, new Ending(JobState.DONE, null, null));
        server.execute("UPDATE longshore.job SET touched_at = now() - interval '1 minute' WHERE id IN ('" + old.id()
                + "', '" + touched.id() + "', '" + ended.id() + "')");
        jobs.command(touched.id(), Desired.PAUSE, false);

        List<Job> found = jobs.unfinished(Duration.ofSeconds(10), 1_000, null);
        List<Job> behind = jobs.unfinished(Duration.ofSeconds(10), 1_000, old.id());

        assertThat(found).extracting(Job::id).contains(old.id()).doesNotContain(touched.id(), ended.id());
        assertThat(behind).extracting(Job::id).doesNotContain(old.id());
    }

    @Test
    void findsJobsThatEndedLately() {
        Instant before = Instant.now().minusSeconds(60);
        Job job = server.aRunningJobOf();
        runs.close(job.id(), 1, new Ending(JobState.DONE, null, null));

        assertThat(jobs.endedSince(before, 1_000)).extracting(Job::id).contains(job.id());
        assertThat(jobs.endedSince(Instant.now().plusSeconds(60), 1_000)).isEmpty();
    }

    @Test
    void purgesWhatEndedLongAgoWithItsFiles() throws SQLException {
        Job old = server.aRunningJobOf();
        runs.close(old.id(), 1, new Ending(JobState.FAILED, null, null));
        Job older = server.aRunningJobOf("a", "b");
        runs.close(older.id(), 1, new Ending(JobState.CANCELLED, null, null));
        Job unfinished = server.aRunningJobOf("a");
        server.execute("UPDATE longshore.job SET finished_at = now() - interval '91 days' WHERE id IN ('" + old.id()
                + "', '" + older.id() + "')");

        int purged = jobs.purge(Duration.ofDays(90), 1_000);

        assertThat(purged).isEqualTo(2);
        assertThat(jobs.find(older.id())).isEmpty();
        assertThat(server.statesOf(older.id())).isEmpty();
        assertThat(jobs.find(unfinished.id())).isPresent();
        assertThat(jobs.purge(Duration.ofDays(90), 1_000)).isZero();
    }

    private static NewJob withKey(String id, String key, String hash) {
        return new NewJob(id, "archive", "{}", hash, key, "somebody", true);
    }

    private static Job taken(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(CommandOutcome.Taken.class);
        return ((CommandOutcome.Taken) outcome).job();
    }
}
