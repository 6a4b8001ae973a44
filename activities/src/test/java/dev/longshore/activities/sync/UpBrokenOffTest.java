package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a folder to a bucket, with workers that vanish and files that are replaced at the worst moment. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class UpBrokenOffTest {

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

    static Stream<Arguments> breaks() {
        return Stream.of(SMALL, STREAMED, BIG)
                .flatMap(size -> Stream.of(When.values()).map(when -> Arguments.of(size, when)));
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @MethodSource("breaks")
    void whereverAWorkerVanishesTheNextOneComesToTheSameEnd(int size, When when) {
        scene.write("out/a.txt", bytes(size, 1));
        SceneFlow.BrokenOff left = up.breakOff(when);

        up.goOn(left);

        up.assertIsUp("a.txt", bytes(size, 1));
    }

    @Test
    void afterAWorkerVanishedEachReceiptIsWrittenAtOnce() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/b.txt", bytes(SMALL, 2));
        AtomicBoolean isSecond = new AtomicBoolean();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_COPY, known -> {
            if (isSecond.getAndSet(true)) {
                Poll.until(() -> Stream.of("a.txt", "b.txt")
                        .anyMatch(path -> up.only(path).verifiedAt() != null));
            }
        }));
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        up.vanishWith(pass);

        scene.move(taker, pass);

        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/b.txt");
        assertThat(scene.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, BIG})
    void whoVanishesWhileAFileLiesAsideLeavesNoneThere(int size) {
        scene.write("out/a.txt", bytes(size, 1));
        SceneFlow.BrokenOff left = up.breakOff(When.BEFORE_REMOVAL, this::moveAside);
        assertThat(scene.files()).hasSize(1).doesNotContainKey("out/a.txt");

        up.goOn(left);

        up.assertIsUp("a.txt", bytes(size, 1));
    }

    @Test
    void whatComesWhileAFileLiesAsideIsMovedAfterIt() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SceneFlow.BrokenOff left = up.breakOff(When.BEFORE_REMOVAL, this::moveAside);
        scene.write("out/a.txt", bytes(SMALL, 2));

        up.goOn(left);

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(SMALL, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, STREAMED, BIG})
    void aFileThatIsReplacedWhileItIsSentStaysAndItsNewContentIsMoved(int size) {
        scene.write("out/a.txt", bytes(size, 1));
        AtomicBoolean once = new AtomicBoolean();
        scene.line().spoil(request -> {
            if (request.path().endsWith("/out/a.txt")
                    && request.method().equals("PUT")
                    && once.compareAndSet(false, true)) {
                scene.replace("out/a.txt", bytes(size, 2));
            }
            return new Fault.None();
        });

        scene.play(scene.taker(), "out");

        assertThat(once).isTrue();
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects().values())
                .as("whole contents only, the last one among them")
                .allMatch(object -> isOneOf(object, bytes(size, 1), bytes(size, 2)))
                .anyMatch(object -> isOneOf(object, bytes(size, 2)));
        assertThat(up.life("a.txt")).last().extracting(SyncFile::state).isEqualTo(SyncState.MOVED);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aFileThatIsReplacedBehindItsReceiptStaysUntilItIsMovedItself() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        AtomicBoolean once = new AtomicBoolean();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            if (once.compareAndSet(false, true)) {
                scene.replace("out/a.txt", bytes(SMALL, 2));
            }
        }));

        scene.play(taker, "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(SMALL, 2));
        assertThat(up.life("a.txt")).extracting(SyncFile::state).containsExactly(SyncState.REPLACED, SyncState.MOVED);
    }

    /** Who opened it before writes to that file, wherever it lies. */
    @Test
    void aFileThatSomebodyOpensBehindItsReceiptStaysUntilItIsClosed() throws IOException {
        Path file = scene.write("out/a.txt", bytes(SMALL, 1));
        CompletableFuture<FileChannel> writer = new CompletableFuture<>();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> openOnce(file, writer)));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/a.txt");
        assertThat(up.only("a.txt").state()).isEqualTo(SyncState.FAILED);
        assertThat(up.only("a.txt").why()).contains("somebody has it open for writing");
        writer.join().write(ByteBuffer.wrap(bytes(SMALL, 2)), SMALL);
        writer.join().close();
        scene.play(taker, "out");
        assertThat(scene.files()).isEmpty();
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.object("out/a-1.txt")).hasSize(2 * SMALL).endsWith(bytes(SMALL, 2));
        assertThat(up.life("a.txt")).extracting(SyncFile::state).containsExactly(SyncState.REPLACED, SyncState.MOVED);
    }

    @Test
    void aFileThatWasOnlyOpenedForAWhileIsRemovedLater() throws IOException {
        Path file = scene.write("out/a.txt", bytes(SMALL, 1));
        CompletableFuture<FileChannel> writer = new CompletableFuture<>();
        SyncTaker taker = scene.taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> openOnce(file, writer)));
        scene.play(taker, "out");
        writer.join().close();

        scene.play(taker, "out");

        up.assertIsUp("a.txt", bytes(SMALL, 1));
        assertThat(up.only("a.txt").state()).isEqualTo(SyncState.MOVED);
    }

    private static void openOnce(Path file, CompletableFuture<FileChannel> writer) {
        try {
            if (!writer.isDone()) {
                writer.complete(FileChannel.open(file, StandardOpenOption.WRITE));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReceiptIsOfNoOtherContentEvenIfItsPassWasEnded(boolean isSeenFirst) throws IOException {
        replaceAfterItsPassWasEnded(SMALL, When.BEFORE_REMOVAL, isSeenFirst);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeFileIsNotTakenForTheOneThatWasSentBeforeItUnderTheSameRow(boolean isSeenFirst) throws IOException {
        replaceAfterItsPassWasEnded(BIG, When.AFTER_COPY, isSeenFirst);
    }

    private void replaceAfterItsPassWasEnded(int size, When when, boolean isSeenFirst) throws IOException {
        scene.write("out/a.txt", bytes(size, 1));
        up.cancel(up.breakOff(when));
        assertThat(up.only("a.txt").state()).isEqualTo(SyncState.WAITING);
        scene.replace("out/a.txt", bytes(size, 2));
        if (isSeenFirst) {
            up.see("a.txt");
        }

        scene.play(scene.taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(size, 1));
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(size, 2));
    }

    private void moveAside(SyncFile known) {
        SceneFiles.move(scene.file("out/" + known.path()), scene.file("out/.longshore-trash/f" + known.id()));
    }

    private static boolean isOneOf(byte[] object, byte[]... contents) {
        return Stream.of(contents).anyMatch(content -> Arrays.equals(content, object));
    }
}
