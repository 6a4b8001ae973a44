package dev.longshore.ledger.sync;

import static dev.longshore.ledger.sync.SyncState.FAILED;
import static dev.longshore.ledger.sync.SyncState.GONE;
import static dev.longshore.ledger.sync.SyncState.KEPT;
import static dev.longshore.ledger.sync.SyncState.MOVED;
import static dev.longshore.ledger.sync.SyncState.MOVING;
import static dev.longshore.ledger.sync.SyncState.REPLACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncMovesTest {

    private static SyncLedger sync;
    private static SyncMoves moves;

    private SyncFlow flow;
    private NewPass pass;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
        moves = sync.moves();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @BeforeEach
    void writeAPassOfThree() {
        flow = sync.aFlowOf("a", "b", "c");
        pass = sync.aPassOf(flow);
    }

    @Test
    void whatIsKnownIsFoundByOrdinal() {
        List<TakenFile> taken = sync.taken(pass);

        assertThat(moves.of(pass.jobId(), taken)).containsOnlyKeys(0L, 1L, 2L);
        assertThat(moves.of(pass.jobId(), taken.subList(1, 2)).get(1L)).isEqualTo(sync.newest(flow, "b"));
        assertThat(moves.of(pass.jobId(), List.of())).isEmpty();
    }

    @Test
    void aReceiptSaysWhereTheContentIsAndHowThatIsKnown() {
        List<TakenFile> taken = sync.taken(pass);

        moves.verified(pass.jobId(), List.of(new Receipt(taken.get(0), "s3://storage/it's \\ \"a\"", "md5 123")));

        SyncFile file = sync.newest(flow, "a");
        assertThat(file.state()).isEqualTo(MOVING);
        assertThat(file.verifiedAt()).isNotNull();
        assertThat(file.target()).isEqualTo("s3://storage/it's \\ \"a\"");
        assertThat(file.proof()).isEqualTo("md5 123");
        assertThat(sync.newest(flow, "b").verifiedAt()).isNull();
    }

    @Test
    void noReceiptIsWrittenForWhatSomebodyElseHas() {
        List<TakenFile> taken = sync.taken(pass);
        sync.ledger().files().giveBack(taken.subList(0, 1));
        List<TakenFile> other = List.of(sync.takenAlone(pass, 0));

        assertThatThrownBy(() -> moves.verified(pass.jobId(), SyncLedger.receipts(taken)))
                .isInstanceOf(OvertakenException.class);

        assertThat(sync.newest(flow, "a").verifiedAt()).isNull();
        assertThat(sync.newest(flow, "b").verifiedAt()).isNotNull();
        assertThat(sync.newest(flow, "c").verifiedAt()).isNotNull();
        moves.verified(pass.jobId(), SyncLedger.receipts(other));
        assertThat(sync.newest(flow, "a").verifiedAt()).isNotNull();
    }

    /** What is cancelled may wait for another pass by now. */
    @Test
    void noReceiptIsWrittenWhenThePassHasEnded() {
        List<TakenFile> taken = sync.taken(pass);
        sync.close(pass, JobState.CANCELLED);

        assertThatThrownBy(() -> moves.verified(pass.jobId(), SyncLedger.receipts(taken)))
                .isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> sync.end(taken, MOVED, null)).isInstanceOf(OvertakenException.class);

        assertThat(sync.newest(flow, "a").verifiedAt()).isNull();
    }

    @Test
    void theJobCountsWhatCameOfItsFiles() {
        List<TakenFile> taken = sync.taken(pass);

        moves.ended(
                pass.jobId(),
                List.of(
                        new MoveEnd(taken.get(0), MOVED, null),
                        new MoveEnd(taken.get(1), FAILED, "CHECKSUM_MISMATCH: it says: no"),
                        new MoveEnd(taken.get(2), GONE, "SOURCE_MISSING: gone")));

        Job job = sync.server().jobOf(pass.jobId());
        assertThat(job.files()).isEqualTo(new FileCounts(3, 1, 1, 1));
        assertThat(job.bytes().done()).isEqualTo(10);
        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
        assertThat(sync.statesOf(flow, "b")).containsExactly(FAILED);
        assertThat(sync.statesOf(flow, "c")).containsExactly(GONE);
        assertThat(sync.newest(flow, "b").why()).isEqualTo("CHECKSUM_MISMATCH: it says: no");
        assertThat(sync.newest(flow, "b").endedAt()).isNotNull();
        assertThat(fileOf(1).state()).isEqualTo(FileState.FAILED);
        assertThat(failureOf(1).type()).isEqualTo("CHECKSUM_MISMATCH");
        assertThat(failureOf(1).message()).isEqualTo("it says: no");
        assertThat(fileOf(0).failure()).isNull();
    }

    @Test
    void whatWasKeptIsDoneAndWhatWasReplacedIsSkipped() {
        List<TakenFile> taken = sync.taken(pass);

        sync.verifyAndEnd(taken.subList(0, 1), KEPT);
        sync.end(taken.subList(1, 2), REPLACED, "SOURCE_CHANGED: changed");

        assertThat(sync.server().jobOf(pass.jobId()).files()).isEqualTo(new FileCounts(3, 1, 0, 1));
        assertThat(sync.server().statesOf(pass.jobId()))
                .containsExactly(FileState.DONE, FileState.SKIPPED, FileState.RUNNING);
    }

    @Test
    void sayingTheSameTwiceCountsOnce() {
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken, MOVED);

        sync.endAll(taken, MOVED);

        assertThat(sync.server().jobOf(pass.jobId()).files()).isEqualTo(new FileCounts(3, 3, 0, 0));
        assertThat(sync.server().jobOf(pass.jobId()).bytes().done()).isEqualTo(30);
    }

    @Test
    void whatHasEndedEndsInNoOtherWay() {
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken, MOVED);

        assertThatThrownBy(() -> sync.end(taken, FAILED, "DEFECT: no")).isInstanceOf(OvertakenException.class);

        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVED);
        assertThat(sync.server().jobOf(pass.jobId()).files()).isEqualTo(new FileCounts(3, 3, 0, 0));
    }

    @Test
    void endsTheRestWhenSomebodyElseHasOne() {
        List<TakenFile> taken = sync.taken(pass);
        sync.ledger().files().giveBack(taken.subList(0, 1));
        sync.takenAlone(pass, 0);

        assertThatThrownBy(() -> sync.endAll(taken, MOVED)).isInstanceOf(OvertakenException.class);

        assertThat(sync.statesOf(flow, "a")).containsExactly(MOVING);
        assertThat(sync.statesOf(flow, "b")).containsExactly(MOVED);
        assertThat(sync.server().jobOf(pass.jobId()).files()).isEqualTo(new FileCounts(3, 2, 0, 0));
    }

    @Test
    void nothingSaidChangesNothing() {
        moves.verified(pass.jobId(), List.of());
        moves.ended(pass.jobId(), List.of());

        assertThat(sync.server().jobOf(pass.jobId()).files()).isEqualTo(new FileCounts(3, 0, 0, 0));
    }

    @Test
    void anyReasonCanBeWrittenDown() {
        List<TakenFile> taken = sync.taken(pass);

        sync.end(taken.subList(0, 1), FAILED, "DEFECT: a NUL \0 and much\nmore " + "x".repeat(9_000));
        sync.end(taken.subList(1, 2), FAILED, "no type");

        assertThat(sync.newest(flow, "a").why()).startsWith("DEFECT: a NUL ? and much\nmore xxx");
        assertThat(failureOf(0).type()).isEqualTo("DEFECT");
        assertThat(failureOf(1).message()).isEqualTo("no type");
    }

    @Test
    void aTransferThatWasBegunIsFoundByWhoTakesTheFileNext() {
        TakenFile file = sync.taken(pass).get(0);

        begin(file, "u1");

        TakenFile next = sync.takenAlone(pass, 0);
        assertThat(next.handle()).isEqualTo("{\"upload\": \"u1\"}");
        assertThatThrownBy(() -> begin(file, "u2")).isInstanceOf(OvertakenException.class);
        moves.over(next);
        assertThat(sync.takenAlone(pass, 0).handle()).isNull();
    }

    @Test
    void aTransferThatGotOnIsNoPoison() {
        for (int taker = 0; taker < 9; taker++) {
            begin(sync.takenAlone(pass, 0), "u1");
        }

        assertThat(sync.takenAlone(pass, 0).attempts()).isOne();
    }

    @Test
    void aDownloadThatGotOnIsNoPoison() {
        for (int i = 0; i < 5; i++) {
            TakenFile file = sync.taken(pass).get(0);
            moves.gotOn(file);
        }

        assertThat(sync.taken(pass)).hasSize(3);
    }

    @Test
    void whoWroteAReceiptHasNotTakenTheOthersInVain() {
        for (int i = 0; i < 5; i++) {
            List<TakenFile> taken = sync.taken(pass);
            assertThat(taken).hasSize(3);
            moves.verified(pass.jobId(), List.of(new Receipt(taken.get(0), "s3://storage/a", "md5 123")));
        }
    }

    @Test
    void anUploadIsAbandonedWhenItsPassHasEndedWithoutItsReceipt() {
        List<TakenFile> taken = sync.taken(pass);
        taken.forEach(file -> begin(file, "u" + file.ordinal()));
        moves.over(taken.get(2));
        moves.verified(pass.jobId(), SyncLedger.receipts(taken.subList(0, 1)));
        assertThat(abandoned()).as("the pass goes on").isEmpty();

        sync.close(pass, JobState.CANCELLED);

        assertThat(abandoned()).extracting(BegunUpload::uploadId).containsExactly("u1", "u2");
        assertThat(abandoned().get(0).address()).isEqualTo("s3://storage/u1");
        sync.ledger().syncUploads().forget(flow.id(), "u1");
        assertThat(abandoned()).extracting(BegunUpload::uploadId).containsExactly("u2");
    }

    private List<BegunUpload> abandoned() {
        return sync.ledger().syncUploads().abandoned(flow.id(), 10);
    }

    private static void begin(TakenFile file, String upload) {
        moves.begun(file, "{\"upload\": \"" + upload + "\"}", new BegunUpload("s3://storage/" + upload, upload));
    }

    private Failure failureOf(int ordinal) {
        return Objects.requireNonNull(fileOf(ordinal).failure());
    }

    private JobFile fileOf(int ordinal) {
        return sync.ledger()
                .lists()
                .list(pass.jobId(), new FileQuery(null, -1, 10))
                .get(ordinal);
    }
}
