package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A flow moves nothing in a folder or a bucket that is not its own, nor beside another worker. */
@Timeout(120)
@ExtendWith(SyncScenes.class)
class FlowMarksTest {

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

    @Test
    void aFolderIsKnownAgain() {
        taker.steps().open(flow);

        scene.goOn(taker, flow);

        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aFolderThatSeveralMarkAtOnceHasOneMark() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < 10; round++) {
                Files.delete(scene.file("out/.longshore-flow"));
                scene.ledger().syncFlows().forgetMarks(scene.known("out").id());

                threads.invokeAll(Collections.nCopies(
                        8, Executors.callable(() -> taker.steps().open(flow))));

                assertThat(scene.file("out/.longshore-flow"))
                        .hasContent(String.valueOf(scene.known("out").folderMark()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFolderThatCameToThePlaceOfAnotherIsHeldToo() throws IOException {
        SyncTaker second = scene.taker();
        Files.move(scene.file("out"), scene.file("former"));
        Files.createDirectory(scene.file("out"));
        scene.ledger().syncFlows().forgetMarks(scene.known("out").id());

        taker.steps().open(flow);

        assertThat(isLockedForOthers()).isTrue();
        assertThat(second.hasTurn()).isFalse();
        assertThat(SyncTaker.failing(() -> second.steps().open(flow)).getOriginalMessage())
                .contains("another worker moves its files");
        Files.move(scene.file("out"), scene.file("latter"));
        Files.move(scene.file("former"), scene.file("out"));
        scene.ledger().syncFlows().forgetMarks(scene.known("out").id());
        taker.steps().open(flow);
        assertThat(isLockedForOthers()).as("the former one again").isTrue();
    }

    @Test
    void anEmptyMountPointIsNotTheFolder() throws IOException {
        Run pass = scene.pass(taker, flow);
        Files.move(scene.file("out"), scene.file("elsewhere"));
        Files.createDirectory(scene.file("out"));

        assertThat(openFails()).contains("is it mounted?");
        assertThat(moveFails(pass)).contains("is it mounted?");

        Files.delete(scene.file("out"));
        assertThat(openFails()).contains("is it mounted?");
        assertThat(scene.file("out")).doesNotExist();

        Files.move(scene.file("elsewhere"), scene.file("out"));
        taker.steps().open(flow);
        scene.move(taker, pass);
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aFolderWithAnotherMarkIsAnother() {
        scene.write("out/.longshore-flow", "another".getBytes(StandardCharsets.US_ASCII));

        assertThat(openFails()).contains("is it mounted?");
    }

    @Test
    void aBucketWithoutTheMarkIsAnother() {
        Run pass = scene.pass(taker, flow);
        scene.remove("out/.longshore-flow");

        assertThat(openFails()).contains("is it the right bucket?");
        assertThat(moveFails(pass)).contains("is it the right bucket?");

        assertThat(scene.files()).containsKey("out/a.txt");
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void aMarkIsKnownByItsHead() {
        scene.line().forget();

        taker.steps().open(flow);

        assertThat(scene.exchanges("HEAD", "out/.longshore-flow")).hasSize(1);
        assertThat(scene.exchanges("GET", "out/.longshore-flow")).isEmpty();
    }

    @Test
    void aBucketWithAnotherMarkIsAnother() {
        scene.put("out/.longshore-flow", bytes(36, 1));

        assertThat(openFails()).contains("is it the right bucket?");
    }

    @Test
    void aStoreThatIsAwayIsNoOtherBucket() {
        scene.spoil(request -> true, new Fault.Refuse(503));

        assertThat(openFails()).doesNotContain("is it the right bucket?");

        scene.mend();
        taker.steps().open(flow);
    }

    @Test
    void whatIsApprovedIsTheRightOneFromThenOn() {
        scene.write("out/.longshore-flow", bytes(36, 1));
        scene.remove("out/.longshore-flow");
        scene.ledger().syncFlows().forgetMarks(scene.known("out").id());

        taker.steps().open(flow);
        taker.steps().open(flow);
    }

    @Test
    void anotherWorkerOfThisProcessWaits() {
        SyncTaker second = scene.taker();
        assertThat(SyncTaker.failing(() -> second.steps().open(flow)).getOriginalMessage())
                .contains("another worker moves its files");
        assertThat(isLockedForOthers()).as("the first one has it still").isTrue();

        taker.close();

        second.steps().open(flow);
    }

    @Test
    void whoHoldsNoFolderLeavesTheStepsToWhoHasThemAll() {
        SyncTaker second = scene.taker();

        assertThat(taker.hasTurn()).isTrue();
        assertThat(second.hasTurn()).isFalse();

        taker.close();
        assertThat(second.hasTurn()).isTrue();
        assertThat(taker.hasTurn())
                .as("it is closed, and takes nothing any more")
                .isFalse();
    }

    /** Else both would wait for each other. */
    @Test
    void whoeverHoldsAFolderGoesOn() {
        SyncTaker second = scene.taker();
        second.steps().open(scene.start(second, "in"));

        assertThat(taker.hasTurn()).isTrue();
        assertThat(second.hasTurn()).isTrue();
    }

    @Test
    void aWorkerOfAnotherProcessWaits() {
        for (int i = 0; i < 3; i++) {
            taker.steps().open(flow);
        }

        assertThat(isLockedForOthers()).isTrue();

        taker.close();
        assertThat(isLockedForOthers()).isFalse();
    }

    @Test
    void aLockOfAnotherProcessIsRespectedUntilItEnds() throws IOException {
        taker.close();
        SyncTaker next = scene.taker();
        Process other = new ProcessBuilder("python3", "-c", """
                import fcntl, sys
                lock = open(sys.argv[1], 'r+b')
                fcntl.lockf(lock, fcntl.LOCK_EX)
                print('locked', flush=True)
                sys.stdin.read()
                """, lockFile().toString()).start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('l');
            assertThat(SyncTaker.failing(() -> next.steps().open(flow)).getOriginalMessage())
                    .contains("another worker moves its files");
        } finally {
            other.destroy();
        }
        other.onExit().join();

        next.steps().open(flow);
    }

    private boolean isLockedForOthers() {
        try {
            return new ProcessBuilder("python3", "-c", """
                            import fcntl, sys
                            fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)
                            """, lockFile().toString())
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    != 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lockFile() {
        return scene.file("out/.longshore-lock");
    }

    private String openFails() {
        return waiting(SyncTaker.failing(() -> taker.steps().open(flow)));
    }

    private String moveFails(Run pass) {
        return waiting(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)));
    }

    /** It waits until that is right again. */
    private static String waiting(ApplicationFailure failure) {
        assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
        assertThat(failure.isNonRetryable()).isFalse();
        return failure.getOriginalMessage();
    }
}
