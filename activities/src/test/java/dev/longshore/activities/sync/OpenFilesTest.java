package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileThatSomebodyWritesIsFound() throws IOException {
        Path written = folder.resolve("written");
        Path both = folder.resolve("both");
        try (OutputStream out = Files.newOutputStream(written);
                RandomAccessFile file = new RandomAccessFile(both.toFile(), "rw")) {
            out.write(1);
            file.write(1);

            assertThat(new OpenFiles(folder).written()).containsExactlyInAnyOrder(written, both);
        }
        assertThat(new OpenFiles(folder).written()).isEmpty();
    }

    @Test
    void aFileThatIsOnlyReadIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("read"), "a");
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(channel.size()).isEqualTo(1);

            assertThat(new OpenFiles(folder).written()).isEmpty();
        }
    }

    /** What is written to the memory gets into the file, though nobody has it open any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapped",
                "with spaces",
                "of two\nlines",
                "with \\012",
                "below/it",
                "below\nit/mapped",
                "a\rb",
                "a\u2028b"
            })
    void aFileThatIsMappedForWritingIsFound(String name) throws IOException {
        Path file = folder.resolve(name);
        Path below = Objects.requireNonNull(file.getParent());
        Files.writeString(Files.createDirectories(below).resolve(file.getFileName()), "a");
        MappedByteBuffer memory;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1);
        }

        assertThat(new OpenFiles(below).written()).contains(file);

        memory.put(0, (byte) 'b');
        assertThat(file).hasContent("b");
    }

    @Test
    void aFileThatIsMappedForReadingIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("mapped"), "a");
        MappedByteBuffer memory;
        try (FileChannel channel = FileChannel.open(file)) {
            memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);
        }

        assertThat(new OpenFiles(folder).written()).isEmpty();

        assertThat(memory.get(0)).isEqualTo((byte) 'a');
    }

    @Test
    void aFileIsFoundAlsoBehindALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (OutputStream out = Files.newOutputStream(real.resolve("written"))) {
            out.write(1);

            assertThat(new OpenFiles(link).written()).containsExactly(link.resolve("written"));
        }
    }

    @Test
    void aFileOfAnotherProcessIsFound() throws IOException {
        Path file = folder.resolve("written");
        Process other = new ProcessBuilder("/bin/sh", "-c", "exec cat > '" + file + "'").start();
        try (OutputStream line = other.getOutputStream()) {
            line.flush();
            Poll.until(() -> new OpenFiles(folder).written().contains(file));
        } finally {
            other.destroy();
        }
    }

    @Test
    void nothingIsKnownWhereThereIsNoSuchView() {
        assertThat(new OpenFiles(folder.resolve("no-proc"), folder).written()).isEmpty();
        assertThat(new OpenFiles(folder.resolve("nothing")).written()).isEmpty();
    }
}
