package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.FileSink;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of passes that were broken off, and that nobody goes on with. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class SweepTest {

    private static final int SMALL = 1000;
    private static final int BIG = 2 * PART + 17;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @Test
    void whatWasNeverFinishedIsRemovedWhenNobodyGoesOnWithIt() {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = breakOffADownload(taker, flow);
        assertThat(scene.files()).hasSize(1).doesNotContainKey("in/big");
        scene.remove("in/big");
        stop(taker, flow, pass);

        scene.play(scene.taker(), "in");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.life("in", "big").get(0).state()).isEqualTo(SyncState.GONE);
    }

    @Test
    void whatAPassStillGoesOnWithStays() {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = breakOffADownload(taker, flow);

        assertThat(taker.sweep("in")).isFalse();

        assertThat(scene.files()).hasSize(1).doesNotContainKey("in/big");
        scene.move(taker, pass);
        assertThat(taker.sweep("in")).isTrue();
        assertThat(scene.files()).containsOnlyKeys("in/big");
        assertThat(scene.file("in/big")).hasBinaryContent(bytes(BIG, 1));
    }

    @Test
    void whatSomebodyStillWritesStays() throws IOException {
        SyncTaker taker = scene.taker();
        scene.start(taker, "in");
        try (FileSink living = FileSink.open(scene.file("in/a.txt"), "token")) {
            assertThat(taker.sweep("in")).isTrue();

            assertThat(scene.files()).hasSize(1);
            living.finish(FileTime.fromMillis(0), () -> {});
        }
        assertThat(scene.files()).containsOnlyKeys("in/a.txt");
    }

    @Test
    void filesThatOnlyResembleOnesThatWereNeverFinishedStay() {
        scene.write("in/.longshore-0123456789abcdef.part", bytes(SMALL, 1));
        scene.write("in/a/.longshore-0123456789abcdef.part.txt", bytes(SMALL, 2));
        scene.write("in/a/longshore-0123456789abcdef.part", bytes(SMALL, 3));

        scene.play(scene.taker(), "in");

        assertThat(scene.files())
                .containsOnlyKeys("in/a/.longshore-0123456789abcdef.part.txt", "in/a/longshore-0123456789abcdef.part");
    }

    @Test
    void whatLiesAsideBehindItsReceiptIsRemoved() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        breakOffRemovals(this::moveAside);
        scene.write("out/a.txt", bytes(SMALL, 2));

        SyncTaker next = scene.taker();

        new SceneFlow(scene, "out").sweepAndPlay(next);

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(SMALL, 2));
        assertThat(next.sweep("out")).isTrue();
        assertThat(scene.file("out/.longshore-trash")).doesNotExist();
    }

    @Test
    void whatFailedBehindItsReceiptAndLiesAsideIsMoved() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            moveAside(known);
            throw new UncheckedIOException(new java.nio.file.AccessDeniedException(known.path()));
        }));
        scene.play(taker, "out");
        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.FAILED);

        assertThat(taker.sweep("out")).isTrue();
        assertThat(taker.sweep("out")).as("once more").isTrue();

        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void anotherContentThatLiesAsideIsPutBackAndMovedItself() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        breakOffRemovals(known -> {
            scene.replace("out/a.txt", bytes(SMALL, 2));
            moveAside(known);
        });

        new SceneFlow(scene, "out").sweepAndPlay(scene.taker());

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt");
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(SMALL, 2));
    }

    @Test
    void anotherContentThatLiesAsideTakesItsNameFromNobody() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        breakOffRemovals(known -> {
            scene.replace("out/a.txt", bytes(SMALL, 2));
            moveAside(known);
        });
        scene.write("out/a.txt", bytes(SMALL, 3));

        new SceneFlow(scene, "out").sweepAndPlay(scene.taker());

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects().values())
                .containsExactlyInAnyOrder(bytes(SMALL, 1), bytes(SMALL, 2), bytes(SMALL, 3));
    }

    @Test
    void whatNobodyKnowsIsLeftAside() {
        scene.write("out/.longshore-trash/f999999999", bytes(SMALL, 1));
        scene.write("out/.longshore-trash/mine", bytes(SMALL, 2));

        scene.play(scene.taker(), "out");

        assertThat(scene.files()).containsOnlyKeys("out/.longshore-trash/f999999999", "out/.longshore-trash/mine");
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void uploadsThatNobodyGoesOnWithAreAborted() throws IOException {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = breakOffAnUpload(taker, flow);
        assertThat(taker.sweep("out")).isFalse();
        assertThat(scene.uploadsLeft()).containsExactly("out/big");
        Files.delete(scene.file("out/big"));
        stop(taker, flow, pass);

        scene.play(scene.taker(), "out");

        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void anUploadThatTheStoreKeepsToItselfIsAbortedTheNextTime() throws IOException {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = breakOffAnUpload(taker, flow);
        Files.delete(scene.file("out/big"));
        stop(taker, flow, pass);
        scene.spoil(request -> request.method().equals("DELETE"), new Fault.Refuse(403));
        SyncTaker refused = scene.taker();
        scene.play(refused, "out");
        refused.close();
        assertThat(scene.uploadsLeft()).containsExactly("out/big");
        scene.mend();

        scene.play(scene.taker(), "out");

        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private Run breakOffADownload(SyncTaker taker, Run flow) {
        scene.put("in/big", bytes(BIG, 1));
        Run pass = scene.pass(taker, flow);
        AtomicInteger asked = new AtomicInteger();
        scene.line()
                .spoil(request -> !scene.isOf(request, "GET", "in/big")
                        ? new Fault.None()
                        : asked.getAndIncrement() == 0 ? new Fault.CutAnswer(PART) : new Fault.Refuse(503));
        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();
        scene.mend();
        return pass;
    }

    private Run breakOffAnUpload(SyncTaker taker, Run flow) {
        scene.write("out/big", bytes(BIG, 1));
        Run pass = scene.pass(taker, flow);
        scene.spoil(request -> "3".equals(request.query().get("partNumber")), new Fault.Refuse(503));
        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();
        scene.mend();
        return pass;
    }

    /** By a worker that vanishes, after whose death everything is cancelled. */
    private void breakOffRemovals(Consumer<SyncFile> how) {
        SceneFlow out = new SceneFlow(scene, "out");
        out.abandon(out.breakOff(When.BEFORE_REMOVAL, how));
    }

    private void stop(SyncTaker taker, Run flow, Run pass) {
        taker.close();
        scene.cancel(pass);
        scene.cancel(flow);
    }

    private void moveAside(SyncFile known) {
        SceneFiles.move(scene.file("out/" + known.path()), scene.file("out/.longshore-trash/f" + known.id()));
    }
}
