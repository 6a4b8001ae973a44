package dev.longshore.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is under its name whole, or not at all. */
class FileSinkTest {

    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z"));

    @TempDir
    private Path folder;

    @Test
    void nothingHasTheNameBeforeItIsFinished() throws IOException {
        Path target = folder.resolve("deep/er/file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hello"), 0);
            assertThat(target).doesNotExist();

            sink.finish(MODIFIED, () -> {});

            assertThat(target).hasContent("hello");
            assertThat(Files.getLastModifiedTime(target)).isEqualTo(MODIFIED);
        }
        assertThat(names(folder.resolve("deep/er"))).containsExactly("file.txt");
    }

    @Test
    void whoComesLaterGoesOnWithWhatIsThere() throws IOException {
        Path target = folder.resolve("file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hel"), 0);
        }

        try (FileSink sink = FileSink.open(target, "etag")) {
            assertThat(sink.held()).isEqualTo(3);
            assertThat(sink.content()).hasContent("hel");
            sink.write(bytes("lo"), 3);
            sink.finish(MODIFIED, () -> {});
        }

        assertThat(target).hasContent("hello");
    }

    /** Asked again, a system says that all is on the disk though it could not write it. */
    @Test
    void whatDidNotGetToTheDiskIsWrittenAnew() throws IOException {
        Path target = folder.resolve("file.txt");
        FileSink.Disk broken = file -> {
            throw new IOException("Input/output error");
        };
        try (FileSink sink = FileSink.open(target, "etag", broken)) {
            sink.write(bytes("hello"), 0);

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> {})).hasMessage("Input/output error");
        }
        assertThat(names(folder)).isEmpty();

        try (FileSink sink = FileSink.open(target, "etag")) {
            assertThat(sink.held()).isZero();
        }
    }

    /** As of a worker that stops while the disk takes long. */
    @Test
    void whatWasInterruptedOnItsWayToTheDiskStays() throws IOException {
        Path target = folder.resolve("file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hello"), 0);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> {})).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        try (FileSink sink = FileSink.open(target, "etag")) {
            assertThat(sink.held()).isEqualTo(5);
        }
    }

    @Test
    void anotherContentBeginsAnew() throws IOException {
        Path target = folder.resolve("file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hel"), 0);
        }

        try (FileSink other = FileSink.open(target, "other etag")) {
            assertThat(other.held()).isZero();
        }
    }

    @Test
    void whatHasTheNameStays() throws IOException {
        Path target = folder.resolve("file.txt");
        Files.writeString(target, "mine");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hello"), 0);

            assertThatThrownBy(() -> sink.finish(MODIFIED, () -> {})).isInstanceOf(FileAlreadyExistsException.class);

            sink.discard();
        }
        assertThat(target).hasContent("mine");
        assertThat(names(folder)).containsExactly("file.txt");
    }

    @Test
    void whoDiedBetweenTheTwoNamesIsFollowedByWhoFinishes() throws IOException {
        Path target = folder.resolve("file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hello"), 0);
        }
        Files.createLink(target, unfinished());

        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.finish(MODIFIED, () -> {});
        }

        assertThat(target).hasContent("hello");
        assertThat(names(folder)).containsExactly("file.txt");
    }

    @Test
    void whatGotItsNameAndIsAnothersSinceIsNotWrittenTo() throws IOException {
        Path target = folder.resolve("file.txt");
        try (FileSink sink = FileSink.open(target, "etag")) {
            sink.write(bytes("hello"), 0);
        }
        Path taken = Files.createLink(folder.resolve("taken.txt"), unfinished()); // once it was the target

        try (FileSink sink = FileSink.open(target, "etag")) {
            assertThat(sink.held()).isZero();
            sink.truncate(0);
            sink.write(bytes("anew"), 0);
            sink.finish(MODIFIED, () -> {});
        }

        assertThat(taken).hasContent("hello");
        assertThat(target).hasContent("anew");
        assertThat(names(folder)).containsExactlyInAnyOrder("file.txt", "taken.txt");
    }

    @Test
    void unfinishedFilesAreKnownByTheirNames() throws IOException {
        try (FileSink sink = FileSink.open(folder.resolve("a".repeat(255)), "etag")) {
            assertThat(FileSink.isUnfinished(unfinished())).isTrue();
            sink.discard();
        }
        assertThat(FileSink.isUnfinished(folder.resolve(".longshore-notes.part")))
                .isFalse();
        assertThat(FileSink.isUnfinished(folder.resolve("file.part"))).isFalse();
    }

    @Test
    void aLinkInThePlaceOfTheUnfinishedFileIsNotFollowed() throws IOException {
        Path target = folder.resolve("file.txt");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
        FileSink.open(target, "etag").close();
        Path unfinished = unfinished();
        Files.delete(unfinished);
        Files.createSymbolicLink(unfinished, elsewhere);

        assertThatThrownBy(() -> FileSink.open(target, "etag")).isInstanceOf(IOException.class);

        assertThat(elsewhere).hasContent("mine");
    }

    private Path unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(FileSink::isUnfinished).findAny().orElseThrow();
        }
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
