package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Folders that come and go while their files are moved. */
@Timeout(120)
@ExtendWith(SyncScenes.class)
class MountedFoldersTest {

    private SyncScene scene;
    private SyncTaker taker;
    private Run flow;

    @BeforeEach
    void open(SyncScene own) {
        scene = own;
        taker = scene.taker();
        scene.write("out/a.txt", bytes(10, 1));
        flow = scene.start(taker, "out");
        taker.steps().open(flow);
    }

    /** What was written below the mount point is not what the flow's folder holds. */
    @Test
    void whatWasCopiedWhileItsFolderWasNotMountedHasNoReceipt() throws IOException {
        scene.put("in/a.txt", bytes(10, 1));
        SyncTaker other = scene.taker(BreakingMover.at(BreakingMover.When.BEFORE_COPY, known -> unmount("in", "away")));
        Run in = scene.start(other, "in");
        other.steps().open(in);
        Run pass = scene.pass(other, in);

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");

        assertThat(scene.objects()).containsOnlyKeys("in/a.txt");
        assertThat(scene.life("in", "a.txt").get(0).verifiedAt()).isNull();
        moveFolder("in", "below");
        moveFolder("away", "in");
        other.close();
        scene.move(scene.taker(), pass);
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(10, 1));
        assertThat(scene.objects()).isEmpty();
    }

    /** Not even once the folder is there again before anybody writes down what was copied. */
    @Test
    void whatWasWrittenBelowTheMountPointHasNoReceiptLaterEither() throws IOException {
        scene.put("in/a.txt", bytes(10, 1));
        scene.put("in/b.txt", bytes(10, 2));
        AtomicBoolean isBegun = new AtomicBoolean();
        AtomicBoolean isEnded = new AtomicBoolean();
        Consumer<SyncFile> before = known -> {
            if (known.path().equals("a.txt")) {
                Poll.until(isBegun::get);
                unmount("in", "away");
            } else {
                isBegun.set(true);
                Poll.until(isEnded::get);
                moveFolder("in", "below");
                moveFolder("away", "in");
            }
        };
        SyncTaker other = scene.taker(mover -> new BreakingMover(
                new BreakingMover(mover, BreakingMover.When.COPY_ENDED, known -> isEnded.set(true)),
                BreakingMover.When.BEFORE_COPY,
                before));
        Run in = scene.start(other, "in");
        other.steps().open(in);
        Run pass = scene.pass(other, in);

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
        Run in = scene.start(other, "in");
        other.steps().open(in);
        Run pass = scene.pass(other, in);
        scene.ledger().syncFlows().forgetMarks(scene.known("in").id());
        scene.line().spoil(request -> {
            if (request.path().endsWith("/in/.longshore-flow")) {
                unmount("in", "away");
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
        Run pass = scene.pass(taker, flow);
        SyncTaker other = scene.taker(BreakingMover.at(BreakingMover.When.ASIDE, known -> unmount("out", "away")));

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");

        assertThat(scene.life("out", "a.txt").get(0).endedAt()).isNull();
        moveFolder("out", "below");
        moveFolder("away", "out");
        scene.move(taker, pass);
        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.file("out/.longshore-trash")).isEmptyDirectory();
    }

    /** Their removal may be what makes room. */
    @Test
    void sourcesThatAreAsideGoAlthoughTheDiskRefusesToMoveMore() {
        scene.write("out/b.txt", bytes(10, 2));
        Run pass = scene.pass(taker, flow);
        SyncTaker other = scene.taker(BreakingMover.at(BreakingMover.When.BEFORE_REMOVAL, known -> {
            if (known.path().equals("b.txt")) {
                throw new UncheckedIOException(new FileSystemException("b.txt", null, "No space left on device"));
            }
        }));

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("No space left on device");

        assertThat(scene.life("out", "a.txt").get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.files()).containsOnlyKeys("out/b.txt");
    }

    @Test
    void aSourceThatIsAwayWithItsFolderIsNotTakenForGone() {
        Run pass = scene.pass(taker, flow);
        SyncTaker other =
                scene.taker(BreakingMover.at(BreakingMover.When.BEFORE_COPY, known -> unmount("out", "away")));

        assertThat(SyncTaker.failing(() -> other.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is it mounted?");

        assertThat(scene.life("out", "a.txt").get(0).endedAt()).isNull();
        moveFolder("out", "below");
        moveFolder("away", "out");
        scene.move(taker, pass);
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(scene.life("out", "a.txt").get(0).verifiedAt()).isNotNull();
    }

    private void unmount(String folder, String away) {
        if (Files.notExists(scene.file(away))) {
            moveFolder(folder, away);
            scene.write(folder + "/hidden by the mount", bytes(1, 1));
        }
    }

    private void moveFolder(String from, String to) {
        try {
            Files.move(scene.file(from), scene.file(to));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
