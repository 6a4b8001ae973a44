package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobFilesTest {

    private static final Failure GONE = new Failure("SOURCE_MISSING", "gone");

    private static LedgerServer server;
    private static JobFiles files;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        files = server.ledger().files();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void handsOutThePageInOrder() {
        Job job = server.aRunningJobOf("a", "b", "c", "d");

        List<TakenFile> page = files.take(new JobPage(job.id(), 1, 1, 2), Only.ALL);

        assertThat(page).extracting(TakenFile::target).containsExactly("b", "c");
        assertThat(page).extracting(TakenFile::attempts).containsOnly(1);
        assertThat(page.get(0).bytes()).isEqualTo(10);
        assertThat(server.statesOf(job.id()))
                .containsExactly(FileState.QUEUED, FileState.RUNNING, FileState.RUNNING, FileState.QUEUED);
    }

    @Test
    void lettingGoOfAFileEndsTheWritesOfItsOlderTaker() {
        Job job = server.aRunningJobOf("a");
        TakenFile older = takeAll(job).get(0);
        TakenFile newer = takeAll(job).get(0);
        List<Consumer<TakenFile>> writes = List.of(
                files::done,
                files::moved,
                file -> files.failed(file, GONE),
                file -> files.skipped(file, GONE),
                file -> files.inspected(List.of(new InspectedFile(file, 5, "{}", null))));

        assertThat(writes)
                .allSatisfy(
                        write -> assertThatThrownBy(() -> write.accept(older)).isInstanceOf(OvertakenException.class));
        assertThat(newer.epoch()).isGreaterThan(older.epoch());
        files.done(newer);

        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(1, 1, 0, 0));
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(10, 10));
    }

    @Test
    void countsAFileOnceThoughItIsFinishedTwice() {
        Job job = server.aRunningJobOf("a", "b", "c");
        List<TakenFile> page = takeAll(job);
        files.done(page.get(0));
        files.failed(page.get(1), GONE);
        files.skipped(page.get(2), GONE);

        assertThat(page)
                .allSatisfy(file -> assertThatThrownBy(() -> files.done(file)).isInstanceOf(OvertakenException.class));

        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(3, 1, 1, 1));
        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.FAILED, FileState.SKIPPED);
    }

    @Test
    void givesNothingToARunThatHasLostTheJob() {
        Job job = server.aRunningJobOf("a");
        server.ledger().jobs().takeEpoch(job.id());

        assertThatThrownBy(() -> takeAll(job)).isInstanceOf(LostEpochException.class);

        server.ledger().runs().close(job.id(), 2, new Ending(JobState.CANCELLED, null, null));
        assertThatThrownBy(() -> files.take(new JobPage(job.id(), 2, 0, 9), Only.ALL))
                .isInstanceOf(LostEpochException.class);
    }

    @Test
    void failsAFileWhoseThirdTakerVanishes() {
        Job job = server.aRunningJobOf("a");
        vanish(job, 3);

        assertThat(takeAll(job)).isEmpty();
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(1, 0, 1, 0));
        JobFile file = server.ledger().lists().firstFailed(job.id()).orElseThrow();
        assertThat(file.failure())
                .isEqualTo(new Failure("POISON", "Each of 3 workers vanished while it had this file"));
    }

    @Test
    void blamesOnlyTheFileThatEndsItsWorkers() {
        Job job = server.aRunningJobOf("innocent", "ends workers", "innocent too");
        vanish(job, 2);

        List<TakenFile> first = takeAll(job);
        files.done(first.get(0));
        List<TakenFile> second = takeAll(job);
        List<TakenFile> third = takeAll(job);
        files.done(third.get(0));

        assertThat(first).extracting(TakenFile::ordinal).containsExactly(0L);
        assertThat(second).extracting(TakenFile::ordinal).containsExactly(1L);
        assertThat(third).extracting(TakenFile::ordinal).containsExactly(2L);
        assertThat(takeAll(job)).isEmpty();
        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.FAILED, FileState.DONE);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(3, 2, 1, 0));
    }

    @Test
    void handsOutFreshFilesBeforeThoseThatWereLostTwice() {
        Job job = server.aRunningJobOf("lost twice", "fresh", "fresh too");
        files.take(new JobPage(job.id(), 1, 0, 0), Only.ALL);
        files.take(new JobPage(job.id(), 1, 0, 0), Only.ALL);

        List<TakenFile> fresh = takeAll(job);
        fresh.forEach(files::done);
        List<TakenFile> alone = takeAll(job);

        assertThat(fresh).extracting(TakenFile::ordinal).containsExactly(1L, 2L);
        assertThat(alone).extracting(TakenFile::ordinal).containsExactly(0L);
    }

    @Test
    void holdsNoTakerAgainstAFileThatFinishedAnother() {
        Job job = server.aRunningJobOf(
                IntStream.range(0, 12).mapToObj(i -> "file " + i).toArray(String[]::new));
        for (int taker = 0; taker < 10; taker++) {
            files.done(takeAll(job).get(0));
        }

        List<TakenFile> rest = takeAll(job);

        assertThat(rest).extracting(TakenFile::attempts).containsExactly(1, 1);
    }

    @Test
    void holdsNoTakerAgainstAFileThatInspectedAnother() {
        Job job = server.aRunningJobOf("a", "b", "c", "d", "e");
        for (int taker = 0; taker < 4; taker++) {
            TakenFile file = files.take(page(job), Only.WITHOUT_HANDLE).get(0);
            files.inspected(List.of(new InspectedFile(file, 1, "{}", null)));
        }

        List<TakenFile> rest = files.take(page(job), Only.WITHOUT_HANDLE);

        assertThat(rest).extracting(TakenFile::ordinal).containsExactly(4L);
        assertThat(rest).extracting(TakenFile::attempts).containsExactly(1);
    }

    @Test
    void holdsNoTakerAgainstAFileThatMovedItsBytes() {
        Job job = server.aRunningJobOf("big");
        for (int taker = 0; taker < 10; taker++) {
            files.moved(takeAll(job).get(0));
        }

        assertThat(takeAll(job)).extracting(TakenFile::attempts).containsExactly(1);
    }

    @Test
    void doesNotHoldAnOutageAgainstAFile() {
        Job job = server.aRunningJobOf("a", "its neighbour");
        for (int taker = 0; taker < 10; taker++) {
            files.giveBack(takeAll(job));
        }

        assertThat(server.statesOf(job.id())).containsExactly(FileState.QUEUED, FileState.QUEUED);
        assertThat(takeAll(job)).hasSize(2);
    }

    @Test
    void takesBackTheAttemptOfWhoWasOvertakenAndLeavesTheFileToTheOther() {
        Job job = server.aRunningJobOf("a");
        List<TakenFile> older = takeAll(job);
        List<TakenFile> newer = takeAll(job);

        files.giveBack(older);
        JobFile after = fileOf(job, 0);

        assertThat(newer.get(0).attempts()).isEqualTo(2);
        assertThat(after.attempts()).isEqualTo(1);
        assertThat(after.state()).isEqualTo(FileState.RUNNING);
        files.done(newer.get(0));
        files.giveBack(newer);
        assertThat(fileOf(job, 0).state()).isEqualTo(FileState.DONE);
    }

    @Test
    void writesDownWhatWasInspectedAndCorrectsTheBytes() {
        Job job = server.aRunningJobOf("a", "b");
        List<TakenFile> page = takeAll(job);

        files.inspected(List.of(
                new InspectedFile(page.get(0), 100, "{\"etag\": \"x\"}", null),
                new InspectedFile(page.get(1), 3, "{\"etag\": \"y\"}", "{\"crc32\": \"00000001\"}")));

        JobFile second = fileOf(job, 1);
        assertThat(second.bytes()).isEqualTo(3);
        assertThat(second.handle()).isEqualTo("{\"etag\": \"y\"}");
        assertThat(second.checksum()).isEqualTo("{\"crc32\": \"00000001\"}");
        assertThat(second.state()).isEqualTo(FileState.QUEUED);
        assertThat(second.attempts()).isZero();
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(103, 0));
        assertThat(files.take(page(job), Only.WITHOUT_HANDLE)).isEmpty();
        assertThat(takeAll(job))
                .extracting(TakenFile::handle)
                .containsExactly("{\"etag\": \"x\"}", "{\"etag\": \"y\"}");
    }

    @Test
    void writesWhatIsItsOwnBeforeItSaysThatTheRestIsLost() {
        Job job = server.aRunningJobOf("mine", "lost");
        List<TakenFile> page = takeAll(job);
        files.take(new JobPage(job.id(), 1, 1, 1), Only.ALL);
        List<InspectedFile> found = page.stream()
                .map(file -> new InspectedFile(file, 1, "{}", null))
                .toList();

        assertThatThrownBy(() -> files.inspected(found)).isInstanceOf(OvertakenException.class);

        assertThat(fileOf(job, 0).handle()).isEqualTo("{}");
        assertThat(fileOf(job, 1).handle()).isNull();
        assertThat(server.jobOf(job.id()).bytes().total()).isEqualTo(11);
    }

    @Test
    void blamesAFileThatNobodyHolds() {
        Job job = server.aRunningJobOf("a", "b");
        files.done(takeAll(job).get(0));

        files.blame(job.id(), 1, 0, GONE);
        files.blame(job.id(), 1, 1, GONE);

        assertThat(server.statesOf(job.id())).containsExactly(FileState.DONE, FileState.FAILED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(2, 1, 1, 0));
        assertThatThrownBy(() -> files.blame(job.id(), 0, 1, GONE)).isInstanceOf(LostEpochException.class);
    }

    @Test
    void cutsLongMessages() {
        Job job = server.aRunningJobOf("a");
        String message = "x".repeat(3_999) + "\ud83d\ude00" + "\0";

        files.failed(takeAll(job).get(0), new Failure("DEFECT", message));

        JobFile file = server.ledger().lists().firstFailed(job.id()).orElseThrow();
        assertThat(file.failure()).isEqualTo(new Failure("DEFECT", "x".repeat(3_999)));
    }

    @Test
    void countsEveryFileOnceThoughManyWorkOnTheSamePages() throws Exception {
        int count = 200;
        Job job = server.aRunningJobOf(
                IntStream.range(0, count).mapToObj(i -> "file " + i).toArray(String[]::new));
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        ConcurrentLinkedQueue<Integer> firsts = new ConcurrentLinkedQueue<>(
                IntStream.range(0, 40).map(i -> i % 20 * 10).boxed().toList());

        server.atOnce(4, () -> {
            Integer first = firsts.poll();
            while (first != null) {
                for (TakenFile file : files.take(new JobPage(job.id(), 1, first, first + 14), Only.ALL)) {
                    finishOrLose(file, finished, lost);
                }
                first = firsts.poll();
            }
            return first == null;
        });

        FileCounts counts = server.jobOf(job.id()).files();
        assertThat(finished).hasValue(count);
        assertThat(counts.done() + counts.failed() + counts.skipped()).isEqualTo(count);
        assertThat(server.statesOf(job.id())).allMatch(FileState::isFinished);
        assertThat(server.jobOf(job.id()).bytes().done()).isEqualTo(10 * counts.done());
    }

    @Test
    void givesEachOfTwoTakersAtOnceItsOwnEpoch() throws Exception {
        Job job = server.aRunningJobOf("a", "b", "c");

        List<List<TakenFile>> pages = server.atOnce(2, () -> takeAll(job));
        List<TakenFile> winners =
                pages.get(0).get(0).epoch() > pages.get(1).get(0).epoch() ? pages.get(0) : pages.get(1);

        assertThat(pages).allSatisfy(page -> assertThat(page).hasSize(3));
        assertThat(pages.get(0).get(0).epoch()).isNotEqualTo(pages.get(1).get(0).epoch());
        winners.forEach(files::done);
        assertThat(server.jobOf(job.id()).files().done()).isEqualTo(3);
    }

    @Test
    void takesNoFileThatIsFinishedWhileItWaits() throws Exception {
        Job job = server.aRunningJobOf("a");
        CompletableFuture<List<TakenFile>> waiting;
        try (Connection other = server.ledger().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM longshore.job WHERE id = '" + job.id() + "' FOR UPDATE");
            other.createStatement()
                    .execute("UPDATE longshore.job_file SET state = 'done' WHERE job_id = '" + job.id() + "'");
            waiting = CompletableFuture.supplyAsync(() -> takeAll(job));
            server.awaitALockWait();
            other.commit();
        }

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private static void finishOrLose(TakenFile file, AtomicInteger finished, AtomicInteger lost) {
        try {
            switch ((int) file.ordinal() % 3) {
                case 0 -> files.done(file);
                case 1 -> files.failed(file, GONE);
                default -> files.skipped(file, GONE);
            }
            finished.incrementAndGet();
        } catch (OvertakenException e) {
            lost.incrementAndGet();
        }
    }

    private static void vanish(Job job, int takers) {
        for (int taker = 0; taker < takers; taker++) {
            takeAll(job);
        }
    }

    private static List<TakenFile> takeAll(Job job) {
        return files.take(page(job), Only.ALL);
    }

    private static JobPage page(Job job) {
        return new JobPage(job.id(), 1, 0, 1_000);
    }

    private static JobFile fileOf(Job job, long ordinal) {
        return server.ledger()
                .lists()
                .list(job.id(), new FileQuery(null, ordinal - 1, 1))
                .get(0);
    }
}
