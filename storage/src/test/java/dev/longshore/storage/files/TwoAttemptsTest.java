package dev.longshore.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second attempt at the same file begins while the first one lives still. */
@Timeout(120)
class TwoAttemptsTest {

    private static final FileTime MODIFIED = FileTime.fromMillis(0);

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void name() {
        target = folder.resolve("a.txt");
    }

    @Test
    void theSecondWaitsUntilTheFirstHasEndedAndGoesOnWithItsBytes() throws IOException {
        try (FileSink first = FileSink.open(target, "token")) {
            first.write(bytes("hel"), 0);

            assertThatThrownBy(() -> FileSink.open(target, "token"))
                    .isInstanceOf(FileHeldException.class)
                    .hasMessageContaining("still written");
        }

        try (FileSink second = FileSink.open(target, "token")) {
            assertThat(second.held()).isEqualTo(3);
            second.write(bytes("lo"), 3);
            second.finish(MODIFIED, () -> {});
        }
        assertThat(target).hasContent("hello");
    }

    @Test
    void whoIsRefusedTakesNothingFromTheFirst() throws IOException {
        try (FileSink first = FileSink.open(target, "token")) {
            first.write(bytes("hello"), 0);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> FileSink.open(target, "token")).isInstanceOf(FileHeldException.class);
            }

            first.finish(MODIFIED, () -> {});
        }

        assertThat(target).hasContent("hello");
    }

    @Test
    void whoClosesTwiceGivesUpNothingThatIsAnothers() throws IOException {
        FileSink first = FileSink.open(target, "token");
        first.close();
        try (FileSink second = FileSink.open(target, "token")) {
            first.close();

            assertThatThrownBy(() -> FileSink.open(target, "token")).isInstanceOf(FileHeldException.class);

            second.discard();
        }
    }

    @Test
    void theSameFolderByAnotherPathIsTheSame() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        try (FileSink first = FileSink.open(folder.resolve("real/a.txt"), "token")) {
            assertThatThrownBy(() -> FileSink.open(link.resolve("a.txt"), "token"))
                    .isInstanceOf(FileHeldException.class);

            first.discard();
        }
    }

    @Test
    void anotherProcessKeepsTheFileUntilItIsKilled() throws Exception {
        try (HoldsFile other = new HoldsFile(target, "token", "hel")) {
            assertThatThrownBy(() -> FileSink.open(target, "token")).isInstanceOf(FileHeldException.class);
            assertThat(FileSink.remove(unfinished())).isFalse();
            other.kill();

            try (FileSink next = FileSink.open(target, "token")) {
                assertThat(next.held()).isEqualTo(3);
            }
        }
    }

    @Test
    void anotherProcessIsKeptOutAlsoAfterOneOfThisProcessWas() throws IOException {
        try (FileSink first = FileSink.open(target, "token")) {
            assertThatThrownBy(() -> FileSink.open(target, "token")).isInstanceOf(FileHeldException.class);

            assertThatThrownBy(() -> new HoldsFile(target, "token", "hel").close())
                    .hasMessageContaining("did not get it");

            assertThat(first.held()).isZero();
        }
    }

    @Test
    void whatIsStillWrittenIsNotRemovedAsUnfinished() throws IOException {
        try (FileSink first = FileSink.open(target, "token")) {
            first.write(bytes("hello"), 0);

            assertThat(FileSink.remove(unfinished())).isFalse();

            first.finish(MODIFIED, () -> {});
        }
        assertThat(target).hasContent("hello");
    }

    @Test
    void whatNobodyWritesIsRemovedAsUnfinished() throws IOException {
        FileSink.open(target, "token").close();

        assertThat(FileSink.remove(unfinished())).isTrue();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatSomebodyElseCutOffGetsNoName() throws IOException {
        try (FileSink sink = FileSink.open(target, "token")) {
            sink.write(bytes("hello"), 0);
            Files.writeString(unfinished(), "he", StandardOpenOption.TRUNCATE_EXISTING);

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> {})).isInstanceOf(FileHeldException.class);
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void whatIsInThePlaceOfTheBytesGetsNoName() throws IOException {
        try (FileSink sink = FileSink.open(target, "token")) {
            sink.write(bytes("hello"), 0);
            Path unfinished = unfinished();

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> replace(unfinished)))
                    .isInstanceOf(FileHeldException.class);

            sink.discard();
            assertThat(unfinished).as("it is another's").hasContent("other");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void bytesWhoseNameIsGoneGetNone() throws IOException {
        try (FileSink sink = FileSink.open(target, "token")) {
            sink.write(bytes("hello"), 0);
            Files.delete(unfinished());

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> {})).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(target).doesNotExist();
    }

    private void replace(Path unfinished) {
        try {
            Files.move(unfinished, folder.resolve("moved away"));
            Files.writeString(unfinished, "other");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(FileSink::isUnfinished).findAny().orElseThrow();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
