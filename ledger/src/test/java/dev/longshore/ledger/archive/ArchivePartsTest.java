package dev.longshore.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.OvertakenException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive of these tests: file 0 ends in part 2, files 1 and 2 lie in part 2, file 3 begins there and ends in 4. */
class ArchivePartsTest {

    private static final StoredPart STORED = new StoredPart("etag", List.of(), Map.of());

    private static LedgerServer server;
    private static ArchivePlans plans;
    private static ArchiveParts parts;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        plans = server.ledger().archivePlans();
        parts = server.ledger().archiveParts();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void handsOutThePartsOfAKindAndStartsTheirFilesWhenSent() {
        Job job = anArchive();

        List<TakenPart> bodies = parts.take(new PartPage(job.id(), 1, PartKind.BODY, 1, 5));

        assertThat(bodies).extracting(TakenPart::number).containsExactly(3);
        assertThat(bodies.get(0).offset()).isEqualTo(200);
        assertThat(server.statesOf(job.id())).containsOnly(FileState.QUEUED);
        parts.sending(bodies.get(0));
        assertThat(server.statesOf(job.id()))
                .containsExactly(FileState.QUEUED, FileState.QUEUED, FileState.QUEUED, FileState.RUNNING);
        assertThat(fileOf(job, 3).startedAt()).isNotNull();
    }

    @Test
    void finishesAFileWithTheLastOfItsParts() {
        Job job = anArchive();
        List<TakenPart> seams = parts.take(new PartPage(job.id(), 1, PartKind.SEAM, 1, 5));

        int afterTheMiddle = parts.done(seams.get(1), new StoredPart("e2", List.of(), Map.of(1L, -1, 2L, 26)));
        int afterTheBeginning = parts.done(seams.get(0), new StoredPart("e1", List.of(), Map.of(0L, 1)));
        int afterTheEnd = parts.done(take(job, PartKind.DIRECTORY), STORED);
        int afterTheBody = parts.done(take(job, PartKind.BODY), STORED);

        assertThat(List.of(afterTheMiddle, afterTheBeginning, afterTheEnd, afterTheBody))
                .containsExactly(2, 1, 0, 1);
        assertThat(server.statesOf(job.id())).containsOnly(FileState.DONE);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(4, 4, 0, 0));
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(40, 40));
        assertThat(fileOf(job, 1).checksum()).isEqualTo("{\"crc32\": \"ffffffff\"}");
        assertThat(fileOf(job, 2).checksum()).isEqualTo("{\"crc32\": \"0000001a\"}");
        assertThat(fileOf(job, 3).checksum()).isNull();
    }

    @Test
    void countsBytesOfFilesThatAreNotWholeYet() {
        Job job = anArchive();

        parts.done(take(job, PartKind.BODY), STORED);
        ByteCounts afterTheBody = server.jobOf(job.id()).bytes();
        parts.take(seams(job)).forEach(part -> parts.done(part, STORED));

        assertThat(afterTheBody).isEqualTo(new ByteCounts(40, 12));
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(40, 36));
    }

    @Test
    void countsNothingOfAnUploadThatIsLost() {
        Job job = anArchive();
        plans.uploadBegun(job.id(), 1, "upload");
        parts.done(take(job, PartKind.BODY), STORED);

        plans.uploadLost(job.id(), 1, "upload");

        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(40, 0));
    }

    @Test
    void givesUpPartsThatAllHaveBeenMissedForAWhile() {
        Job job = aWholeArchive();

        assertThat(missed(job, Duration.ZERO, 3)).isFalse();
        assertThat(missed(job, Duration.ZERO, 3, 4)).isFalse();
        assertThat(missed(job, Duration.ofHours(1), 3, 4)).isFalse();
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::state).containsOnly(PartState.DONE);
        assertThat(missed(job, Duration.ZERO, 3, 4)).isTrue();

        assertThat(parts.stored(job.id()))
                .extracting(StoredPartRow::state)
                .containsExactly(PartState.DONE, PartState.DONE, PartState.QUEUED, PartState.QUEUED);
        assertThat(missed(job, Duration.ZERO, 3, 4)).isFalse();
    }

    @Test
    void forgetsThatItMissedAPartThatIsThereAgainOrBuiltAnew() {
        Job job = aWholeArchive();
        missed(job, Duration.ZERO, 3);
        missed(job, Duration.ZERO, 4);

        assertThat(missed(job, Duration.ZERO, 3)).isFalse();
        assertThat(missed(job, Duration.ZERO, 3)).isTrue();
        parts.done(take(job, PartKind.BODY), STORED);
        assertThat(missed(job, Duration.ZERO, 3)).isFalse();
        assertThatThrownBy(() -> parts.missed(job.id(), 0, List.of(3), Duration.ZERO))
                .isInstanceOf(LostEpochException.class);
    }

    @Test
    void filesOfLostPartsAreDoneNoLongerAndOnceMoreWhenTheyAreBuilt() {
        Job job = aWholeArchive();
        String checksum = fileOf(job, 1).checksum();
        missed(job, Duration.ZERO, 3);
        missed(job, Duration.ZERO, 3);

        assertThat(server.statesOf(job.id()))
                .containsExactly(FileState.DONE, FileState.DONE, FileState.DONE, FileState.QUEUED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(4, 3, 0, 0));
        assertThat(server.jobOf(job.id()).bytes().done()).isLessThan(40);
        assertThat(fileOf(job, 1).checksum()).isEqualTo(checksum);
        parts.done(take(job, PartKind.BODY), STORED);

        assertThat(server.statesOf(job.id())).containsOnly(FileState.DONE);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(4, 4, 0, 0));
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(40, 40));
    }

    @Test
    void noFileOfAnUploadThatIsLostIsDone() {
        Job job = aWholeArchive();
        plans.uploadBegun(job.id(), 1, "lost-" + job.id());

        plans.uploadLost(job.id(), 1, "lost-" + job.id());

        assertThat(server.statesOf(job.id())).containsOnly(FileState.QUEUED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(4, 0, 0, 0));
    }

    private static boolean missed(Job job, Duration patience, Integer... numbers) {
        return parts.missed(job.id(), 1, List.of(numbers), patience);
    }

    private static Job aWholeArchive() {
        Job job = anArchive();
        parts.take(seams(job)).forEach(part -> parts.done(part, STORED));
        parts.done(take(job, PartKind.BODY), STORED);
        parts.done(take(job, PartKind.DIRECTORY), STORED);
        assertThat(server.statesOf(job.id())).containsOnly(FileState.DONE);
        return job;
    }

    @Test
    void countsWholeFilesOnlyOnceTheJobHasEnded() {
        Job job = anArchive();
        parts.done(take(job, PartKind.BODY), STORED);

        server.ledger().runs().close(job.id(), 1, new Ending(JobState.CANCELLED, null, null));

        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(40, 0));
    }

    @Test
    void letsAnOlderTakerWriteNothing() {
        Job job = anArchive();
        TakenPart older = take(job, PartKind.BODY);
        TakenPart newer = take(job, PartKind.BODY);
        List<Consumer<TakenPart>> writes = List.of(parts::sending, parts::moved, part -> parts.done(part, STORED));

        assertThat(writes)
                .allSatisfy(
                        write -> assertThatThrownBy(() -> write.accept(older)).isInstanceOf(OvertakenException.class));
        parts.done(newer, STORED);

        assertThatThrownBy(() -> parts.done(newer, STORED)).isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> parts.take(new PartPage(job.id(), 0, PartKind.BODY, 1, 5)))
                .isInstanceOf(LostEpochException.class);
    }

    @Test
    void countsWhatWasSentAndSentAgain() {
        Job job = anArchive();
        parts.sending(take(job, PartKind.BODY));
        parts.sending(take(job, PartKind.DIRECTORY));
        TakenPart again = take(job, PartKind.BODY);
        parts.sending(again);
        parts.done(again, STORED);

        assertThat(again.sends()).isEqualTo(1);
        assertThat(plans.bytesSent(job.id())).isEqualTo(250);
        assertThat(plans.bytesSentAgain(job.id())).isEqualTo(100);
        assertThat(parts.stored(job.id()).get(2))
                .isEqualTo(new StoredPartRow(3, PartKind.BODY, PartState.DONE, 100, 2, "etag"));
    }

    @Test
    void countsWhatTheStoreCopiesApartFromWhatIsSent() {
        Job job = server.aRunningJobOf("a", "b");
        plans.lay(NewPlan.of(aPlan(job.id(), 3)), 1, rows -> {
            rows.accept(new NewPart(1, PartKind.COPY, 0, 0, 0, 100, 100));
            rows.accept(new NewPart(2, PartKind.GLUED, 0, 1, 100, 60, 50));
            rows.accept(new NewPart(3, PartKind.DIRECTORY, 1, 1, 160, 30));
        });

        List<TakenPart> taken = parts.take(new PartPage(job.id(), 1, Set.of(PartKind.COPY, PartKind.GLUED), 1, 3));
        taken.forEach(parts::sending);
        parts.sending(taken.get(1));

        assertThat(taken).extracting(TakenPart::copied).containsExactly(100L, 50L);
        assertThat(taken.get(1).withoutCopied().offset()).isEqualTo(150);
        assertThat(taken.get(1).withoutCopied().size()).isEqualTo(10);
        assertThat(plans.bytesSent(job.id())).isEqualTo(2 * 10);
        assertThat(plans.bytesSentAgain(job.id())).isEqualTo(10);
        assertThat(plans.bytesCopied(job.id())).isEqualTo(100 + 2 * (50 + 60));
        assertThat(parts.filesAtBorders(job.id())).containsExactly(0L, 1L);
        assertThat(parts.copiedFiles(job.id())).containsExactly(0L);
    }

    @Test
    void keepsThePiecesOfAnEntryInOrder() {
        Job job = anArchive();
        PieceCrc second = new PieceCrc(3, 40, 100, -7);
        PieceCrc first = new PieceCrc(3, 0, 40, 7);
        PieceCrc other = new PieceCrc(0, 90, 10, 1);
        List<TakenPart> seams = parts.take(new PartPage(job.id(), 1, PartKind.SEAM, 1, 5));

        parts.done(take(job, PartKind.BODY), new StoredPart("b", List.of(second), Map.of()));
        parts.done(seams.get(1), new StoredPart("s", List.of(other, first), Map.of()));

        assertThat(parts.pieces(job.id(), 3)).containsExactly(first, second);
        assertThat(parts.pieces(job.id(), 0)).containsExactly(other);
        assertThat(parts.pieces(job.id(), 1)).isEmpty();
    }

    @Test
    void namesThePartThatEndsItsWorkers() {
        Job job = anArchive();
        for (int taker = 0; taker < 2; taker++) {
            assertThat(parts.take(seams(job))).hasSize(2);
        }
        TakenPart innocent = parts.take(seams(job)).get(0);
        parts.done(innocent, STORED);
        TakenPart endsWorkers = parts.take(seams(job)).get(0);

        assertThat(innocent.number()).isEqualTo(1);
        assertThat(endsWorkers.number()).isEqualTo(2);
        assertThatThrownBy(() -> parts.take(seams(job))).isInstanceOfSatisfying(PoisonPartException.class, poison -> {
            assertThat(poison.number()).isEqualTo(2);
            assertThat(poison.files()).isEqualTo(new OrdinalRange(0, 3));
        });
    }

    @Test
    void holdsNoTakerAgainstAPartThatGotOnOrGaveItBack() {
        Job job = anArchive();
        for (int taker = 0; taker < 5; taker++) {
            parts.moved(take(job, PartKind.BODY));
            parts.giveBack(List.of(take(job, PartKind.DIRECTORY)));
        }

        assertThat(take(job, PartKind.BODY).attempts()).isEqualTo(1);
        assertThat(take(job, PartKind.DIRECTORY).attempts()).isEqualTo(1);
    }

    @Test
    void takesBackTheAttemptOfWhoWasOvertaken() {
        Job job = anArchive();
        TakenPart older = take(job, PartKind.BODY);
        TakenPart newer = take(job, PartKind.BODY);

        parts.giveBack(List.of(older));
        parts.done(newer, STORED);
        parts.giveBack(List.of(newer));

        assertThat(newer.attempts()).isEqualTo(2);
        assertThat(parts.stored(job.id()).get(2).state()).isEqualTo(PartState.DONE);
    }

    @Test
    void finishesEachFileOnceThoughItsPartsEndAtOnce() throws Exception {
        int count = 24;
        Job job = server.aRunningJobOf("one file in many parts");
        plans.lay(NewPlan.of(aPlan(job.id(), count)), 1, rows -> {
            for (int number = 1; number <= count; number++) {
                rows.accept(new NewPart(number, PartKind.BODY, 0, 0, number, 1));
            }
        });
        AtomicInteger next = new AtomicInteger();

        List<Integer> finished = server.atOnce(count, () -> {
            int number = next.incrementAndGet();
            TakenPart part = parts.take(new PartPage(job.id(), 1, PartKind.BODY, number, number))
                    .get(0);
            parts.sending(part);
            return parts.done(part, STORED);
        });

        assertThat(finished).containsOnly(0, 1).containsOnlyOnce(1);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(1, 1, 0, 0));
        assertThat(plans.bytesSentAgain(job.id())).isZero();
    }

    private static Job anArchive() {
        Job job = server.aRunningJobOf("a", "b", "c", "d");
        plans.lay(NewPlan.of(aPlan(job.id(), 4)), 1, rows -> {
            rows.accept(new NewPart(1, PartKind.SEAM, 0, 0, 0, 100));
            rows.accept(new NewPart(2, PartKind.SEAM, 0, 3, 100, 100));
            rows.accept(new NewPart(3, PartKind.BODY, 3, 3, 200, 100));
            rows.accept(new NewPart(4, PartKind.DIRECTORY, 3, 3, 300, 50));
        });
        return job;
    }

    private static ArchivePlan aPlan(String jobId, int count) {
        return new ArchivePlan(
                jobId,
                "zip-storage",
                "k.zip",
                "other",
                100,
                350,
                4,
                320,
                30,
                count,
                1,
                2,
                "hash",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static PartPage seams(Job job) {
        return new PartPage(job.id(), 1, PartKind.SEAM, 1, 5);
    }

    private static TakenPart take(Job job, PartKind kind) {
        return parts.take(new PartPage(job.id(), 1, kind, 1, 5)).get(0);
    }

    private static JobFile fileOf(Job job, long ordinal) {
        return server.ledger()
                .lists()
                .list(job.id(), new FileQuery(null, ordinal - 1, 1))
                .get(0);
    }
}
