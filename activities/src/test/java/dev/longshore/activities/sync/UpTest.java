package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a folder to a bucket: each content on exactly one side, and none removed without a receipt. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class UpTest {

    private static final int SMALL = 1000;
    private static final int STREAMED = 600_000;
    private static final int BIG = 2 * PART + 17;

    private SyncScene scene;
    private SceneFlow up;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        up = new SceneFlow(own, "out");
    }

    @Test
    void filesOfAllSizesMoveWithTheirFolders() {
        Map<String, Integer> sizes = Map.of(
                "empty", 0, "a b/small.txt", SMALL, "größe/写真 📷.jpg", STREAMED, "deep/er/big", BIG, "a/b/c%2F+d", 7);
        sizes.forEach((path, size) -> scene.write("out/" + path, bytes(size, size)));

        scene.play(scene.taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).hasSize(sizes.size());
        sizes.forEach((path, size) -> {
            assertThat(scene.object("out/" + path)).as(path).isEqualTo(bytes(size, size));
            SyncFile file = up.only(path);
            assertThat(file.state()).isEqualTo(SyncState.MOVED);
            assertThat(Objects.requireNonNull(file.verifiedAt())).isBeforeOrEqualTo(file.endedAt());
            assertThat(file.proof()).startsWith(size == BIG ? "parts:md5:" : "md5:");
        });
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void noFileIsRemovedBeforeItsReceiptIsWritten() {
        for (int i = 0; i < 250; i++) {
            scene.write("out/" + i, bytes(10, i));
        }
        AtomicInteger removed = new AtomicInteger();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            SyncFile now = up.only(known.path());
            assertThat(now.verifiedAt()).isNotNull();
            assertThat(now.target()).endsWith("out/" + known.path());
            assertThat(scene.object("out/" + known.path())).isEqualTo(bytes(10, Integer.parseInt(known.path())));
            removed.incrementAndGet();
        }));

        scene.play(taker, "out");

        assertThat(removed).hasValue(250);
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, STREAMED, BIG})
    void anotherContentAtTheTargetStaysAndThisOneGetsANumber(int size) {
        scene.put("out/a.txt", bytes(size, 8));
        scene.put("out/a-1.txt", bytes(3, 9));
        scene.write("out/a.txt", bytes(size, 1));

        scene.play(scene.taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt", "out/a-2.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(size, 8));
        assertThat(scene.object("out/a-2.txt")).isEqualTo(bytes(size, 1));
        assertThat(up.only("a.txt").target()).endsWith("out/a-2.txt");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, STREAMED, BIG})
    void theSameContentAtTheTargetIsTakenForMoved(int size) {
        scene.put("out/a.txt", bytes(size, 1));
        scene.write("out/a.txt", bytes(size, 1));

        scene.play(scene.taker(), "out");

        up.assertIsUp("a.txt", bytes(size, 1));
    }

    @Test
    void aLargeFileGoesOnBehindThePartsThatTheStoreHolds() {
        scene.write("out/big", bytes(BIG, 1));
        scene.spoil(request -> "3".equals(request.query().get("partNumber")), new Fault.Refuse(503));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();
        scene.mend();

        scene.move(taker, pass);

        assertThat(up.only("big")).extracting(SyncFile::state, SyncFile::why).containsExactly(SyncState.MOVED, null);
        assertThat(scene.exchanges("PUT", "out/big"))
                .extracting(passed -> passed.request().query().get("partNumber"))
                .containsOnly("3");
        assertThat(scene.object("out/big")).isEqualTo(bytes(BIG, 1));
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void aLostAnswerMakesNoSecondObject() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        AtomicBoolean lost = new AtomicBoolean();
        scene.line()
                .spoil(request -> scene.isOf(request, "PUT", "out/a.txt") && lost.compareAndSet(false, true)
                        ? new Fault.LoseAnswer()
                        : new Fault.None());

        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        try {
            taker.steps().move(pass, 0, 9);
        } catch (RuntimeException brokenOff) {
            assertThat(scene.files()).containsKey("out/a.txt");
        }
        up.goOn(taker, flow, pass);

        assertThat(lost).isTrue();
        up.assertIsUp("a.txt", bytes(SMALL, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, STREAMED, BIG})
    void whileTheStoreIsAwayNothingIsLostAndThenItGoesOn(int size) {
        scene.write("out/a.txt", bytes(size, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        scene.spoil(request -> true, new Fault.Refuse(503));

        for (int i = 0; i < 5; i++) {
            assertThat(FailureType.valueOf(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9))
                                    .getType())
                            .scope())
                    .isEqualTo(FailureType.Scope.ENVIRONMENT);
        }
        assertThat(scene.files()).containsKey("out/a.txt");
        scene.mend();

        up.goOn(taker, flow, pass);

        up.assertIsUp("a.txt", bytes(size, 1));
    }

    @Test
    void aFileThatMayNotBeReadFailsAlone() {
        scene.write("out/a", bytes(10, 1));
        scene.write("out/secret", bytes(10, 2));
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_COPY, UpTest::denySecrets));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/secret");
        assertThat(scene.objects()).containsOnlyKeys("out/a");
        assertThat(up.only("secret").state()).isEqualTo(SyncState.FAILED);
        assertThat(up.only("secret").why()).startsWith("SOURCE_UNREADABLE: ");
    }

    @Test
    void aFileThatMayNotBeRemovedFailsAlone() {
        scene.write("out/a", bytes(10, 1));
        scene.write("out/secret", bytes(10, 2));
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, UpTest::denySecrets));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/secret");
        assertThat(scene.objects()).containsOnlyKeys("out/a", "out/secret");
        assertThat(up.only("secret").state()).isEqualTo(SyncState.FAILED);
        assertThat(up.only("secret").verifiedAt()).isNotNull();
    }

    @Test
    void aFileThatIsGoneIsSaidToBeGone() throws IOException {
        scene.write("out/a", bytes(10, 1));
        Path gone = scene.write("out/deep/gone", bytes(10, 2));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        Files.delete(gone);
        Files.delete(scene.file("out/deep"));
        scene.write("out/deep", bytes(10, 3));

        up.goOn(taker, flow, pass);

        assertThat(scene.objects()).containsOnlyKeys("out/a", "out/deep");
        assertThat(up.only("deep/gone").state()).isEqualTo(SyncState.GONE);
    }

    @Test
    void aFileThatTheStoreDoesNotTakeKeepsNoOtherFromItsEnd() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/b.txt", bytes(SMALL, 2));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        CompletableFuture<Void> otherIsBegun = new CompletableFuture<>();
        scene.line().spoil(request -> {
            if (request.path().endsWith("/out/b.txt")) {
                otherIsBegun.join(); // what is not begun by then waits for the next time
                return new Fault.Refuse(503);
            }
            otherIsBegun.complete(null);
            return new Fault.None();
        });

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();

        assertThat(scene.files()).containsOnlyKeys("out/b.txt");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(up.only("a.txt").state()).isEqualTo(SyncState.MOVED);
        scene.mend();
        scene.move(taker, pass);
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void aFlowThatKeepsItsSourcesMovesEachContentOnce() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker(scene.properties(false), null);
        scene.play(taker, "out");
        scene.line().forget();
        scene.play(taker, "out");
        assertThat(scene.exchanges("PUT", "out/a.txt")).isEmpty();
        scene.replace("out/a.txt", bytes(SMALL, 2));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/a.txt");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt");
        assertThat(up.life("a.txt")).extracting(SyncFile::state).containsExactly(SyncState.REPLACED, SyncState.KEPT);
    }

    @Test
    void aFlowThatKeepsItsSourcesMovesThemToItsNewPlaceToo() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker before = scene.taker(scene.properties(false), null);
        scene.play(before, "out");
        before.close();

        scene.play(scene.taker(elsewhere(scene.properties(false)), null), "out");

        assertThat(scene.files()).containsOnlyKeys("out/a.txt");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "elsewhere/out/a.txt");
        assertThat(up.life("a.txt")).extracting(SyncFile::state).containsExactly(SyncState.REPLACED, SyncState.KEPT);
    }

    /** Its receipts are of the former place. */
    @Test
    void whatAPassOfBeforeHadVerifiedGoesToTheNewPlaceToo() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker before = scene.taker(scene.properties(false), null);
        Run flow = scene.start(before, "out");
        Run pass = scene.pass(before, flow);
        up.writeReceipts(pass);
        before.close();

        SyncTaker next = scene.taker(elsewhere(scene.properties(false)), null);
        next.announce();
        scene.move(next, pass);

        assertThat(scene.objects()).containsOnlyKeys("elsewhere/out/a.txt");
        assertThat(up.only("a.txt").state()).isEqualTo(SyncState.KEPT);
        assertThat(up.only("a.txt").target()).contains("/elsewhere/");
    }

    @Test
    void aWorkerOfFormerSettingsLeavesTheFlowToTheOther() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker before = scene.taker();
        Run flow = scene.start(before, "out");
        Run pass = scene.pass(before, flow);
        scene.taker(elsewhere(scene.properties(true)), null).announce();

        assertThat(SyncTaker.failing(() -> before.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("has other settings for flow out");
        assertThat(SyncTaker.failing(() -> before.steps().open(flow)).getOriginalMessage())
                .contains("has other settings for flow out");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("out/a.txt");
        before.announce();
        scene.move(before, pass);
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    /** There it is not settled yet, or no longer. */
    @Test
    void aFlowOfAnotherWorkerIsLeftToItAndOneThatNobodyHasFails() {
        SyncTaker before = scene.taker(onlyDown(scene.properties(true)), null);
        before.announce();
        SyncTaker next = scene.taker();
        Run flow = scene.start(next, "out");
        next.close();

        assertThat(SyncTaker.failing(() -> before.steps().open(flow)).getOriginalMessage())
                .contains("has settings for flow out; this one has none");

        before.announce();
        assertThat(SyncTaker.failing(() -> before.steps().open(flow)).getOriginalMessage())
                .contains("has no flow out in its settings any more");
    }

    private static MinioSyncProperties onlyDown(MinioSyncProperties usual) {
        return settings(
                usual, usual.place(), Objects.requireNonNull(usual.flows()).subList(0, 1));
    }

    private static MinioSyncProperties elsewhere(MinioSyncProperties usual) {
        return settings(usual, usual.place() + "/elsewhere", Objects.requireNonNull(usual.flows()));
    }

    private static MinioSyncProperties settings(
            MinioSyncProperties usual, String place, List<MinioSyncProperties.FlowProperties> flows) {
        return new MinioSyncProperties(
                usual.host(),
                usual.folder(),
                place,
                usual.interval(),
                usual.settle(),
                usual.compare(),
                usual.passFiles(),
                usual.passSize(),
                usual.passesAtOnce(),
                usual.partSize(),
                usual.maxAge(),
                usual.cleanupEvery(),
                usual.largestCleanup(),
                flows);
    }

    @Test
    void objectsSayWhenTheirFileWasWritten() throws IOException {
        Path file = scene.write("out/a.txt", bytes(SMALL, 1));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));

        scene.play(scene.taker(), "out");

        assertThat(scene.metadata("out/a.txt")).containsEntry("mtime", "1700000000.123000000");
    }

    private static void denySecrets(SyncFile known) {
        if (known.path().equals("secret")) {
            throw new UncheckedIOException(new AccessDeniedException(known.path()));
        }
    }
}
