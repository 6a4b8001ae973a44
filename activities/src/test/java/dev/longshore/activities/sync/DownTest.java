package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.FileSink;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a bucket to a folder: each content on exactly one side, and none removed without a receipt. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class DownTest {

    private static final int SMALL = 1000;
    private static final int BIG = 2 * PART + 17;

    private SyncScene scene;
    private SceneFlow down;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        down = new SceneFlow(own, "in");
    }

    @Test
    void objectsOfAllSizesMoveWithTheirFolders() {
        Map<String, Integer> sizes =
                Map.of("empty", 0, "a b/small.txt", SMALL, "größe/写真 📷.jpg", 600_000, "deep/er/big", BIG, "c%2F+d", 7);
        sizes.forEach((path, size) -> scene.put("in/" + path, bytes(size, size)));

        scene.play(scene.taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).hasSize(sizes.size());
        sizes.forEach((path, size) -> {
            assertThat(scene.file("in/" + path)).hasBinaryContent(bytes(size, size));
            assertThat(down.only(path).state()).isEqualTo(SyncState.MOVED);
            assertThat(down.only(path).proof()).startsWith("md5:");
        });
    }

    @Test
    void anObjectThatIsDeniedOnceIsRemovedAllTheSame() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        AtomicBoolean denied = new AtomicBoolean();
        scene.line()
                .spoil(request -> scene.isOf(request, "HEAD", "in/a.txt") && denied.compareAndSet(false, true)
                        ? new Fault.Refuse(404)
                        : new Fault.None());

        scene.play(scene.taker(), "in");

        assertThat(denied).isTrue();
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/a.txt");
        assertThat(down.only("a.txt").state()).isEqualTo(SyncState.MOVED);
    }

    @Test
    void anObjectThatIsDeniedWhileItIsListedIsNotMovedYet() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        scene.spoil(request -> scene.isOf(request, "HEAD", "in/a.txt"), new Fault.Refuse(404));

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();

        assertThat(down.only("a.txt").state()).isNotEqualTo(SyncState.MOVED);
        scene.mend();
        scene.move(taker, pass);
        assertThat(down.only("a.txt").state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void anObjectOfPartsMovesToo() {
        scene.putInParts("in/big", bytes(PART, 1), bytes(17, 2));

        scene.play(scene.taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(Objects.requireNonNull(scene.files().get("in/big"))).hasSize(PART + 17);
        assertThat(down.only("big").proof()).startsWith("read:md5:");
    }

    @Test
    void moreObjectsMoveThanAListingHas() {
        for (int i = 0; i < 1_010; i++) {
            scene.put("in/" + i % 7 + "/" + i, bytes(3, i));
        }

        scene.play(scene.taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).hasSize(1_010);
        assertThat(scene.file("in/6/1007")).hasBinaryContent(bytes(3, 1007));
        assertThat(scene.file("in/1/1009")).hasBinaryContent(bytes(3, 1009));
    }

    @Test
    void noObjectIsRemovedBeforeItsReceiptIsWritten() {
        for (int i = 0; i < 150; i++) {
            scene.put("in/" + i, bytes(10, i));
        }
        AtomicInteger removed = new AtomicInteger();
        scene.line().spoil(request -> {
            if (request.method().equals("DELETE")) {
                String path = request.path().substring(request.path().lastIndexOf('/') + 1);
                assertThat(down.only(path).verifiedAt()).isNotNull();
                assertThat(scene.file("in/" + path)).hasBinaryContent(bytes(10, Integer.parseInt(path)));
                removed.incrementAndGet();
            }
            return new Fault.None();
        });

        scene.play(scene.taker(), "in");

        assertThat(removed).hasValue(150);
        assertThat(scene.objects()).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(0, SMALL, BIG).flatMap(size -> Stream.of(When.values()).map(when -> Arguments.of(size, when)));
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @MethodSource("breaks")
    void whereverAWorkerVanishesTheNextOneComesToTheSameEnd(int size, When when) {
        scene.put("in/a.txt", bytes(size, 1));
        SceneFlow.BrokenOff left = down.breakOff(when);

        down.goOn(left);

        down.assertIsDown("a.txt", bytes(size, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void aLostAnswerMakesNoSecondFile(String method) {
        scene.put("in/a.txt", bytes(SMALL, 1));
        AtomicBoolean lost = new AtomicBoolean();
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.line()
                .spoil(request -> scene.isOf(request, method, "in/a.txt") && lost.compareAndSet(false, true)
                        ? new Fault.LoseAnswer()
                        : new Fault.None());
        try {
            taker.steps().move(pass, 0, 9);
        } catch (RuntimeException brokenOff) {
            assertThat(down.only("a.txt").state()).isEqualTo(SyncState.MOVING);
        }

        down.goOn(taker, flow, pass);

        assertThat(lost).isTrue();
        down.assertIsDown("a.txt", bytes(SMALL, 1));
    }

    @Test
    void aFileThatAppearsWhileItsObjectIsReadStays() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        AtomicBoolean once = new AtomicBoolean();
        scene.line().spoil(request -> {
            if (scene.isOf(request, "GET", "in/a.txt") && once.compareAndSet(false, true)) {
                scene.write("in/a.txt", bytes(SMALL, 2));
            }
            return new Fault.None();
        });

        scene.play(scene.taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/a.txt", "in/a-1.txt");
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(SMALL, 2));
        assertThat(scene.file("in/a-1.txt")).hasBinaryContent(bytes(SMALL, 1));
    }

    @Test
    void anObjectThatIsReplacedBehindItsReceiptStaysUntilItIsMovedItself() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        AtomicBoolean once = new AtomicBoolean();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            if (once.compareAndSet(false, true)) {
                scene.put("in/a.txt", bytes(SMALL, 2));
            }
        }));

        scene.play(taker, "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/a.txt", "in/a-1.txt");
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(SMALL, 1));
        assertThat(scene.file("in/a-1.txt")).hasBinaryContent(bytes(SMALL, 2));
        assertThat(scene.life("in", "a.txt"))
                .extracting(SyncFile::state)
                .containsExactly(SyncState.REPLACED, SyncState.MOVED);
    }

    @Test
    void anObjectThatIsReplacedBeforeItIsReadIsMovedAsItIsThen() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.put("in/a.txt", bytes(SMALL + 1, 2));

        down.goOn(taker, flow, pass);

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/a.txt");
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(SMALL + 1, 2));
    }

    @Test
    void whoTakesAFileAsSoonAsItIsThereGetsItOnce() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        AtomicInteger taken = new AtomicInteger();
        SyncTaker taker = scene.taker(BreakingMover.at(When.AFTER_COPY, known -> {
            if (scene.file("in/a.txt").toFile().delete()) {
                taken.incrementAndGet();
            }
        }));

        scene.play(taker, "in");

        assertThat(taken).hasValue(1);
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void theSameBytesThatComeAgainAreBroughtAgain() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SceneFlow.BrokenOff left = down.breakOff(When.AFTER_REMOVAL);
        assertThat(scene.file("in/a.txt").toFile().delete()).isTrue();
        long before = down.only("a.txt").foundAt().toEpochMilli();
        Poll.until(() -> System.currentTimeMillis() > before + 2_100);
        scene.put("in/a.txt", bytes(SMALL, 1));

        down.goOn(left);

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(SMALL, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL})
    void anObjectThatIsGoneIsSaidToBeGone(int size) {
        scene.put("in/a.txt", bytes(size, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.remove("in/a.txt");

        down.goOn(taker, flow, pass);

        assertThat(scene.files()).isEmpty();
        assertThat(down.only("a.txt").state()).isEqualTo(SyncState.GONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL})
    void anObjectThatIsListedAfterItWasMovedIsNotMovedAgain(int size) {
        scene.put("in/a.txt", bytes(size, 1));
        scene.write("in/a.txt", bytes(size, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.remove("in/a.txt");

        down.goOn(taker, flow, pass);

        assertThat(scene.files()).containsOnlyKeys("in/a.txt");
        assertThat(down.only("a.txt").state()).isEqualTo(SyncState.GONE);
    }

    @Test
    void aLargeObjectGoesOnBehindTheBytesOnTheDisk() {
        scene.put("in/big", bytes(BIG, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        AtomicInteger asked = new AtomicInteger();
        scene.line()
                .spoil(request -> !scene.isOf(request, "GET", "in/big")
                        ? new Fault.None()
                        : asked.getAndIncrement() == 0 ? new Fault.CutAnswer(PART) : new Fault.Refuse(503));
        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();
        scene.mend();

        scene.move(taker, pass);

        assertThat(scene.exchanges("GET", "in/big").stream()
                        .mapToLong(PassedExchange::answerBytes)
                        .sum())
                .isLessThan(BIG - PART / 2);
        assertThat(scene.files()).containsOnlyKeys("in/big");
        assertThat(scene.file("in/big")).hasBinaryContent(bytes(BIG, 1));
        assertThat(scene.objects()).isEmpty();
    }

    /** As of a step that the engine took for dead, though it lives. */
    @Test
    void whatAnotherAttemptStillWritesIsWaitedFor() throws IOException {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        try (FileSink other =
                FileSink.open(scene.file("in/a.txt"), down.only("a.txt").identity())) {
            other.write(ByteBuffer.wrap(bytes(SMALL, 9)), 0);

            ApplicationFailure said = SyncTaker.failing(() -> taker.steps().move(pass, 0, 9));

            assertThat(said.getType()).isEqualTo("UNAVAILABLE");
            assertThat(said.getOriginalMessage()).contains("a.txt waits", "still written by another attempt");
            assertThat(scene.file("in/a.txt")).doesNotExist();
        }
        scene.move(taker, pass);

        down.assertIsDown("a.txt", bytes(SMALL, 1));
    }

    @Test
    void whileTheStoreIsAwayNothingIsLostAndThenItGoesOn() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.spoil(request -> true, new Fault.Refuse(503));

        for (int i = 0; i < 5; i++) {
            assertThat(FailureType.valueOf(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9))
                                    .getType())
                            .scope())
                    .isEqualTo(FailureType.Scope.ENVIRONMENT);
        }
        scene.mend();
        down.goOn(taker, flow, pass);

        down.assertIsDown("a.txt", bytes(SMALL, 1));
    }

    @Test
    void aListingThatFailsIsNoEmptyOne() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        taker.steps().open(flow);
        scene.spoil(request -> request.query().containsKey("list-type"), new Fault.Refuse(503));

        assertThat(SyncTaker.failing(() -> taker.steps().awaitWork(flow)).isNonRetryable())
                .isFalse();
        scene.mend();

        scene.goOn(taker, flow);
        down.assertIsDown("a.txt", bytes(SMALL, 1));
    }

    @Test
    void filesAreAsOldAsTheirObjects() throws IOException {
        scene.put("in/a.txt", bytes(SMALL, 1));
        long modified = scene.modified("in/a.txt");

        scene.play(scene.taker(), "in");

        assertThat(Files.getLastModifiedTime(scene.file("in/a.txt")).toMillis()).isEqualTo(modified);
    }
}
