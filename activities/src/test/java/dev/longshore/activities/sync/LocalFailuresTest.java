package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_UNREADABLE;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with one file keeps no other waiting; what is wrong with the host keeps all. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class LocalFailuresTest {

    @TempDir
    Path folder;

    @Test
    void aSectorThatCannotBeReadIsTheFilesFault() {
        assertThat(typeOf(() -> read(Path.of("/proc/self/mem")))).isEqualTo(SOURCE_UNREADABLE.name());
    }

    @Test
    void aNameThatIsTooLongIsTheFilesFault() {
        assertThat(typeOf(() -> Files.createFile(folder.resolve("x".repeat(300)))))
                .isEqualTo(SOURCE_UNREADABLE.name());
    }

    @Test
    void aLinkThatLeadsToItselfIsTheFilesFault() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        assertThat(typeOf(() -> read(loop))).isEqualTo(SOURCE_UNREADABLE.name());
    }

    @Test
    void anotherMountPointIsTheFilesFault() {
        assertThat(typeOf(() ->
                        Files.move(Path.of("/proc/version"), folder.resolve("x"), StandardCopyOption.ATOMIC_MOVE)))
                .isEqualTo(SOURCE_UNREADABLE.name());
    }

    @Test
    void aFileThatIsGoneIsMissing() {
        assertThat(typeOf(() -> read(folder.resolve("gone")))).isEqualTo(SOURCE_MISSING.name());
    }

    @Test
    void aFullDiskIsTheHostsFault() {
        assertThat(typeOf(() -> {
                    try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                        full.write(ByteBuffer.allocate(1));
                    }
                }))
                .isEqualTo(UNAVAILABLE.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Disk quota exceeded",
                "Read-only file system",
                "Stale file handle",
                "Transport endpoint is not connected",
                "Host is down",
                "Too many open files",
                "Too many open files in system",
                "Cannot allocate memory"
            })
    void whatIsOfTheWholeHostIsToldFromItsWords(String words) {
        assertThat(typeOf(new FileSystemException("/srv/a", null, words))).isEqualTo(UNAVAILABLE.name());
        assertThat(typeOf(new FileSystemException("/srv/a", "/srv/b", words))).isEqualTo(UNAVAILABLE.name());
        assertThat(typeOf(new IOException(words))).isEqualTo(UNAVAILABLE.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Operation not permitted",
                "Invalid cross-device link",
                "Structure needs cleaning",
                "Text file busy",
                "Input/output error"
            })
    void allElseIsTheFilesFault(String words) {
        assertThat(typeOf(new FileSystemException("/srv/Read-only file system", null, words)))
                .isEqualTo(SOURCE_UNREADABLE.name());
        assertThat(typeOf(new IOException(words))).isEqualTo(SOURCE_UNREADABLE.name());
    }

    @Test
    void whatSaysNothingIsTheFilesFault() {
        assertThat(typeOf(new FileSystemException("/srv/a"))).isEqualTo(SOURCE_UNREADABLE.name());
        assertThat(typeOf(new EOFException())).isEqualTo(SOURCE_UNREADABLE.name());
    }

    static Stream<IOException> endings() {
        return Stream.of(
                new ClosedByInterruptException(),
                new InterruptedIOException("end"),
                new SocketTimeoutException("slow"));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aWorkerThatEndsIsNoFaultOfItsFiles(IOException ending) {
        assertThat(typeOf(ending)).isEqualTo(UNAVAILABLE.name());
    }

    @Test
    void whatIsWrongWithAFolderAsAWholeIsWaitedFor() {
        UncheckedIOException refused =
                new UncheckedIOException(new FileSystemException("/srv", null, "Not a directory"));

        assertThat(LocalFailures.explainOfAll(refused).getType()).isEqualTo(UNAVAILABLE.name());
        assertThat(LocalFailures.explainOfAll(refused).isNonRetryable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = When.class, mode = Mode.MATCH_ANY, names = "BEFORE_.*")
    void aFileThatTheSystemRefusesFailsAloneAndIsTriedAgain(When when, SyncScene scene) {
        scene.write("out/a", bytes(10, 1));
        scene.write("out/odd", bytes(10, 2));
        SyncTaker taker = scene.taker(BreakingMover.at(when, known -> refuse(known, "Invalid cross-device link")));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/odd");
        SyncFile odd = scene.life("out", "odd").get(0);
        assertThat(odd.state()).isEqualTo(SyncState.FAILED);
        assertThat(odd.why()).startsWith("SOURCE_UNREADABLE: ").contains("Invalid cross-device link");
        scene.ledger().syncFiles().tryAgain(scene.known("out").id(), Duration.ZERO, Duration.ZERO);
        taker.close();
        scene.play(scene.taker(), "out");
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a", "out/odd");
    }

    @Test
    void aFullDiskHoldsThePassAndFailsNoFile(SyncScene scene) {
        scene.write("out/odd", bytes(10, 2));
        SyncTaker taker = scene.taker(mover ->
                new BreakingMover(mover, When.BEFORE_REMOVAL, known -> refuse(known, "No space left on device")));
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).getType())
                .isEqualTo(UNAVAILABLE.name());

        assertThat(scene.life("out", "odd").get(0).state()).isEqualTo(SyncState.MOVING);
    }

    private static void refuse(SyncFile known, String why) {
        if (known.path().equals("odd")) {
            throw new UncheckedIOException(new FileSystemException(known.path(), null, why));
        }
    }

    private static void read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(ByteBuffer.allocate(1), 0);
        }
    }

    private static String typeOf(ThrowingCallable refused) {
        return typeOf(catchThrowableOfType(IOException.class, refused));
    }

    private static String typeOf(IOException error) {
        return LocalFailures.explain(new UncheckedIOException(error)).getType();
    }
}
