package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Folders that come and go while their files are moved. */
@Timeout(120)
@ExtendWith(SyncScenes.class)
class MountedFoldersTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    /** What was written below the mount point is not what the flow's folder holds. */
    @Test
    void whatWasCopiedWhileItsFolderWasNotMountedHasNoReceipt() {
        scene.put("in/a.txt", bytes(10, 1));
        SyncTaker other = scene.taker(BreakingMover.at(BreakingMover.When.BEFORE_COPY, known -> unmount("in")));
        Run pass = scene.pass(other, scene.start(other, "in"));

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");

        assertThat(scene.objects()).containsOnlyKeys("in/a.txt");
        assertThat(scene.life("in", "a.txt").get(0).verifiedAt()).isNull();
        mountAgain("in");
        other.close();
        scene.move(scene.taker(), pass);
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(10, 1));
        assertThat(scene.objects()).isEmpty();
    }

    /** Not even once the folder is there again before anybody writes down what was copied. */
    @Test
    void whatWasWrittenBelowTheMountPointHasNoReceiptLaterEither() {
        scene.put("in/a.txt", bytes(10, 1));
        scene.put("in/b.txt", bytes(10, 2));
        AtomicBoolean isBegun = new AtomicBoolean();
        AtomicBoolean isEnded = new AtomicBoolean();
        Consumer<SyncFile> before = known -> {
            if (known.path().equals("a.txt")) {
                Poll.until(isBegun::get);
                unmount("in");
            } else {
                isBegun.set(true);
                Poll.until(isEnded::get);
                mountAgain("in");
            }
        };
        SyncTaker other = scene.taker(mover -> new BreakingMover(
                new BreakingMover(mover, BreakingMover.When.COPY_ENDED, known -> isEnded.set(true)),
                BreakingMover.When.BEFORE_COPY,
                before));
        Run pass = scene.pass(other, scene.start(other, "in"));

        SyncTaker.failing(() -> other.steps().move(pass, 0, 9));

        assertThat(scene.objects()).containsKey("in/a.txt");
        other.close();
        scene.move(scene.taker(), pass);
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(10, 1));
        assertThat(scene.file("in/b.txt")).hasBinaryContent(bytes(10, 2));
        assertThat(scene.objects()).isEmpty();
    }

    /** As after an approval, while passes are under way. */
    @Test
    void aMarkThatThePageItselfNotesIsLookedForToo() {
        scene.put("in/a.txt", bytes(10, 1));
        SyncTaker other = scene.taker();
        Run pass = scene.pass(other, scene.start(other, "in"));
        scene.ledger().syncFlows().forgetMarks(scene.known("in").id());
        scene.line().spoil(request -> {
            if (request.path().endsWith("/in/.longshore-flow")) {
                unmount("in");
            }
            return new Fault.None();
        });

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");

        assertThat(scene.objects()).containsOnlyKeys("in/a.txt");
        assertThat(scene.file("in/a.txt")).doesNotExist();
    }

    @Test
    void sourcesThatWentAwayWithTheirFolderAreNotTakenForRemoved() {
        assertIsWaitedFor(BreakingMover.When.ASIDE);

        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.file("out/.longshore-trash")).isEmptyDirectory();
    }

    /** Their removal may be what makes room. */
    @Test
    void sourcesThatAreAsideGoAlthoughTheDiskRefusesToMoveMore() {
        scene.write("out/a.txt", bytes(10, 1));
        scene.write("out/b.txt", bytes(10, 2));
        CountDownLatch oneIsAside = new CountDownLatch(1);
        UnaryOperator<Mover> signal = BreakingMover.at(BreakingMover.When.ASIDE, known -> oneIsAside.countDown());
        UnaryOperator<Mover> fullDisk = BreakingMover.at(BreakingMover.When.BEFORE_REMOVAL, known -> {
            if (known.path().equals("b.txt")) {
                await(oneIsAside);
                throw new UncheckedIOException(new FileSystemException("b.txt", null, "No space left on device"));
            }
        });
        SyncTaker other = scene.taker(mover -> fullDisk.apply(signal.apply(mover)));
        Run pass = scene.pass(other, scene.start(other, "out"));

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("No space left on device");

        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.files()).containsOnlyKeys("out/b.txt");
    }

    @Test
    void aSourceThatIsAwayWithItsFolderIsNotTakenForGone() {
        assertIsWaitedFor(BreakingMover.When.BEFORE_COPY);

        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(scene.life("out", "a.txt").get(0).verifiedAt()).isNotNull();
    }

    /** A file goes out; its folder is unmounted at this moment, and the pass goes on once it is there again. */
    private void assertIsWaitedFor(BreakingMover.When moment) {
        scene.write("out/a.txt", bytes(10, 1));
        SyncTaker taker = scene.taker(BreakingMover.at(moment, known -> unmount("out")));
        Run pass = scene.pass(taker, scene.start(taker, "out"));

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");
        assertThat(scene.life("out", "a.txt").get(0).endedAt()).isNull();

        taker.close();
        mountAgain("out");
        scene.move(scene.taker(), pass);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
    }

    private void unmount(String folder) {
        if (Files.notExists(scene.file("away"))) {
            SceneFiles.move(scene.file(folder), scene.file("away"));
            scene.write(folder + "/hidden by the mount", bytes(1, 1));
        }
    }

    private void mountAgain(String folder) {
        SceneFiles.move(scene.file(folder), scene.file("below"));
        SceneFiles.move(scene.file("away"), scene.file(folder));
    }
}
