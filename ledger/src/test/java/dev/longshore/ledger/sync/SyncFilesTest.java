package dev.longshore.ledger.sync;

import static dev.longshore.ledger.sync.SyncState.FAILED;
import static dev.longshore.ledger.sync.SyncState.GONE;
import static dev.longshore.ledger.sync.SyncState.KEPT;
import static dev.longshore.ledger.sync.SyncState.MOVED;
import static dev.longshore.ledger.sync.SyncState.MOVING;
import static dev.longshore.ledger.sync.SyncState.REPLACED;
import static dev.longshore.ledger.sync.SyncState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.JobState;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncFilesTest {

    private static SyncLedger sync;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @Test
    void aFileThatIsNewWaits() {
        SyncFlow flow = sync.aFlowOf("a/b.txt");

        SyncFile file = sync.newest(flow, "a/b.txt");

        assertThat(file.state()).isEqualTo(WAITING);
        assertThat(file.generation()).isOne();
        assertThat(file.identity()).isEqualTo("first");
        assertThat(file.bytes()).isEqualTo(10);
        assertThat(file.verifiedAt()).isNull();
    }

    @Test
    void aFileThatIsTheSameIsNotNotedTwice() {
        SyncFlow flow = sync.aFlowOf("a");
        SyncFile before = sync.newest(flow, "a");

        assertThat(sync.seen(flow, "first", "a")).isEmpty();

        assertThat(sync.files().lifeOf(flow.id(), "a")).containsExactly(before);
    }

    @Test
    void aFileThatChangesWhileItWaitsIsTheSameGeneration() {
        SyncFlow flow = sync.aFlowOf("a");

        sync.files().seen(flow.id(), List.of(new SeenFile("a", "second", 99)));

        assertThat(sync.statesOf(flow, "a")).containsExactly(WAITING);
        assertThat(sync.newest(flow, "a").identity()).isEqualTo("second");
        assertThat(sync.newest(flow, "a").bytes()).isEqualTo(99);
    }

    @Test
    void aFileThatChangesWhileItMovesIsToBeSaidAgain() {
        SyncFlow flow = sync.aFlowOf("a", "b");
        sync.aPassOf(flow);

        List<SeenFile> busy = sync.seen(flow, "second", "a");

        assertThat(busy).containsExactly(new SeenFile("a", "second", 10));
        assertThat(sync.seen(flow, "first", "b")).isEmpty();
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVING);
        assertThat(sync.newest(flow, "a").identity()).isEqualTo("first");
    }

    @Test
    void aFileThatWasKeptAndChangesIsReplacedByTheNextGeneration() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.verifyAndEnd(sync.taken(sync.aPassOf(flow)), KEPT);
        sync.seen(flow, "first", "a");
        assertThat(sync.statesOf(flow, "a")).containsExactly(KEPT);

        assertThat(sync.seen(flow, "second", "a")).isEmpty();

        assertThat(sync.statesOf(flow, "a")).containsExactly(REPLACED, WAITING);
        assertThat(sync.newest(flow, "a").generation()).isEqualTo(2);
        assertThat(sync.files().lifeOf(flow.id(), "a").get(0).verifiedAt()).isNotNull();
    }

    @Test
    void aFileUnderTheNameOfOneThatMovedIsTheNextGeneration() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.verifyAndEnd(sync.taken(sync.aPassOf(flow)), MOVED);

        sync.seen(flow, "first", "a");

        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED, WAITING);
        assertThat(sync.newest(flow, "a").generation()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GONE", "REPLACED"})
    void aFileUnderTheNameOfOneThatCouldNotBeMovedIsTheNextGeneration(SyncState state) {
        SyncFlow flow = sync.aFlowOf("a");
        sync.end(sync.taken(sync.aPassOf(flow)), state, "SOURCE_CHANGED: it changed");

        sync.seen(flow, "second", "a");

        assertThat(sync.statesOf(flow, "a")).containsExactly(state, WAITING);
    }

    /** A bucket is listed every few seconds, and what cannot be moved is in it each time. */
    @Test
    void aFileThatFailedDoesNotWaitAgainOnlyBecauseItIsSeen() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.end(sync.taken(sync.aPassOf(flow)), FAILED, "SOURCE_UNREADABLE: it may not be read");

        assertThat(sync.seen(flow, "first", "a")).isEmpty();

        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED);
        sync.seen(flow, "second", "a");
        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED, WAITING);
    }

    @Test
    void aFileThatFailedWaitsAgainAfterAWhile() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.end(sync.taken(sync.aPassOf(flow)), FAILED, "SOURCE_UNREADABLE: it may not be read");

        assertThat(sync.files().tryAgain(flow.id(), Duration.ofHours(1), Duration.ZERO))
                .isZero();
        assertThat(sync.files().tryAgain(flow.id(), Duration.ZERO, Duration.ofHours(1)))
                .isOne();

        SyncFile file = sync.newest(flow, "a");
        assertThat(file.state()).isEqualTo(WAITING);
        assertThat(file.generation()).isOne();
        assertThat(file.why()).isNull();
        assertThat(file.endedAt()).isNull();
        assertThat(file.jobId()).isNull();
    }

    @Test
    void aFileThatFailedDoesNotWaitAgainWhenAnotherContentHasItsName() {
        SyncFlow flow = sync.aFlowOf("a");
        sync.end(sync.taken(sync.aPassOf(flow)), FAILED, "CHECKSUM_MISMATCH: not the same");
        sync.seen(flow, "second", "a");
        sync.verifyAndEnd(sync.taken(sync.aPassOf(flow)), MOVED);

        assertThat(sync.files().tryAgain(flow.id(), Duration.ZERO, Duration.ZERO))
                .isZero();

        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED, MOVED);
        assertThat(sync.files().counts(flow.id())).containsOnlyKeys(MOVED);
    }

    @Test
    void aFileThatWorkersVanishedWithIsTriedAgainLater() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.vanishWith(pass);
        sync.close(pass, JobState.DONE);
        assertThat(sync.passes().next(flow, 1, SyncLedger.LIMITS, path -> true)).isEmpty();

        assertThat(sync.newest(flow, "a").why()).startsWith("POISON: ");
        assertThat(sync.files().tryAgain(flow.id(), Duration.ZERO, Duration.ofHours(1)))
                .isZero();
        assertThat(sync.seen(flow, "first", "a")).isEmpty();
        assertThat(sync.statesOf(flow, "a")).containsExactly(FAILED);

        assertThat(sync.files().tryAgain(flow.id(), Duration.ofHours(1), Duration.ZERO))
                .isOne();
        sync.verifyAndEnd(sync.taken(sync.aPassOf(flow)), MOVED);
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
    }

    @Test
    void aLifeIsReadInPages() {
        SyncFlow flow = sync.aRunningFlow();
        for (String content : List.of("first", "second", "third")) {
            sync.seen(flow, content, "a");
            NewPass pass = sync.aPassOf(flow);
            sync.verifyAndEnd(sync.taken(pass), MOVED);
            sync.close(pass, JobState.DONE);
        }

        assertThat(sync.files().lifeOf(flow.id(), "a", -1, 2))
                .extracting(SyncFile::identity)
                .containsExactly("first", "second");
        assertThat(sync.files().lifeOf(flow.id(), "a", 2, 2))
                .extracting(SyncFile::generation)
                .containsExactly(3L);
    }

    /** Else the source of the new content would be removed with the receipt of the old one. */
    @Test
    void aReceiptIsNeverThatOfAnotherContent() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.moves().verified(pass.jobId(), SyncLedger.receipts(taken));
        sync.close(pass, JobState.CANCELLED);
        sync.passes().underWay(flow);
        assertThat(sync.statesOf(flow, "a")).containsExactly(WAITING);

        sync.seen(flow, "second", "a");

        List<SyncFile> life = sync.files().lifeOf(flow.id(), "a");
        assertThat(life).extracting(SyncFile::state).containsExactly(REPLACED, WAITING);
        assertThat(life.get(0).verifiedAt()).isNotNull();
        assertThat(life.get(1).verifiedAt()).isNull();
        assertThat(life.get(1).identity()).isEqualTo("second");
    }

    @Test
    void aThousandAreNotedAtOnce() {
        SyncFlow flow = sync.aRunningFlow();
        String[] paths = IntStream.range(0, 1_000).mapToObj(i -> "d/" + i).toArray(String[]::new);

        sync.seen(flow, "first", paths);
        sync.seen(flow, "second", paths);

        assertThat(countOf(flow, WAITING).files()).isEqualTo(1_000);
        assertThat(countOf(flow, WAITING).bytes()).isEqualTo(10_000);
        assertThat(sync.newest(flow, "d/999").identity()).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's \"quoted\"",
                "back\\slash\\",
                "{a,b}",
                "NULL",
                " spaces ",
                "\uD83D\uDE00/\uD83D\uDCC1",
                "new\nline\tand tab",
                "%_?$1"
            })
    void namesComeBackAsTheyAre(String path) {
        SyncFlow flow = sync.aFlowOf(path);
        NewPass pass = sync.aPassOf(flow);

        List<TakenFile> taken = sync.taken(pass);

        assertThat(taken.get(0).source()).isEqualTo(flow.folder() + "/" + path);
        assertThat(taken.get(0).target()).isEqualTo(flow.place() + path);
        assertThat(sync.moves().of(pass.jobId(), taken).get(0L)).isEqualTo(sync.newest(flow, path));
        assertThat(sync.newest(flow, path).path()).isEqualTo(path);
        assertThat(sync.seen(flow, "first", path)).isEmpty();
    }

    @Test
    void namesMayBeLong() {
        String path = "\u00e4/".repeat(1_500);
        SyncFlow flow = sync.aFlowOf(path + "a", path + "b");

        assertThat(sync.newest(flow, path + "a").path()).hasSize(3_001);
        assertThat(sync.statesOf(flow, path + "b")).containsExactly(WAITING);
        assertThat(sync.taken(sync.aPassOf(flow))).hasSize(2);
    }

    @Test
    void aNameOfOneFlowIsNotThatOfAnother() {
        SyncFlow one = sync.aFlowOf("a");
        SyncFlow other = sync.aFlowOf("a");
        sync.verifyAndEnd(sync.taken(sync.aPassOf(one)), MOVED);

        assertThat(sync.statesOf(other, "a")).containsExactly(WAITING);
        assertThat(sync.files().lifeOf(other.id(), "b")).isEmpty();
    }

    @Test
    void manyWhoSeeTheSameNoteItOnce() throws Exception {
        SyncFlow flow = sync.aRunningFlow();
        String[] paths = IntStream.range(0, 200).mapToObj(i -> "d/" + i).toArray(String[]::new);

        sync.server().atOnce(4, () -> sync.seen(flow, "first", paths));

        assertThat(countOf(flow, WAITING).files()).isEqualTo(200);
    }

    @Test
    void countsWhatIsInWhichState() {
        SyncFlow flow = sync.aFlowOf("a", "b", "c");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken.subList(0, 1), MOVED);
        sync.end(taken.subList(1, 2), GONE, "SOURCE_MISSING: gone");
        sync.seen(flow, "first", "d", "e");

        assertThat(sync.files().counts(flow.id())).containsOnlyKeys(WAITING, MOVING, MOVED);
        assertThat(countOf(flow, WAITING).files()).isEqualTo(2);
        assertThat(countOf(flow, MOVING).files()).isOne();
        assertThat(countOf(flow, MOVED).bytes()).isEqualTo(10);
        assertThat(countOf(flow, WAITING).oldest())
                .isEqualTo(sync.newest(flow, "d").foundAt());
    }

    private static SyncCount countOf(SyncFlow flow, SyncState state) {
        return Objects.requireNonNull(sync.files().counts(flow.id()).get(state));
    }
}
