package dev.longshore.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.storage.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is read as it was found, or not at all. */
class FileSourceTest {

    @TempDir
    private Path folder;

    private Path file;
    private FileSource source;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "0123456789");
        source = new FileSource(file, FileIdentity.of(file).orElseThrow());
    }

    @Test
    void anyRangeOfItCanBeRead() throws IOException {
        assertThat(source.size()).isEqualTo(10);
        assertThat(read(0, 10)).isEqualTo("0123456789");
        assertThat(read(3, 4)).isEqualTo("3456");
        assertThat(read(10, 0)).isEmpty();
        assertThatThrownBy(() -> source.open(5, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneThatGrewIsRefused() throws IOException {
        Files.writeString(file, "more", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> read(0, 10)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void oneThatIsReplacedWhileItIsReadIsRefused() throws IOException {
        try (InputStream in = source.open(0, 10)) {
            assertThat(in.read()).isEqualTo('0');
            Path other = Files.writeString(folder.resolve("other"), "9876543210");
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(in::readAllBytes).isInstanceOf(SourceChangedException.class);
        }
    }

    @Test
    void oneThatIsCutWhileItIsReadIsRefused() throws IOException {
        try (InputStream in = source.open(0, 10)) {
            assertThat(in.read()).isEqualTo('0');
            Files.writeString(file, "0");

            assertThatThrownBy(in::readAllBytes).isInstanceOf(SourceChangedException.class);
        }
    }

    @Test
    void oneThatIsGoneIsRefused() throws IOException {
        Files.delete(file);

        assertThatThrownBy(() -> read(0, 10)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void linksAndFoldersAreNoFiles() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(FileIdentity.of(link)).isEmpty();
        assertThat(FileIdentity.of(folder)).isEmpty();
        assertThat(FileIdentity.of(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void aFileThatIsRenamedIsTheSame() throws IOException {
        FileIdentity before = FileIdentity.of(file).orElseThrow();

        Path moved = Files.move(file, folder.resolve("moved"));

        assertThat(before.isAt(moved)).isTrue();
    }

    private String read(long offset, long length) throws IOException {
        try (InputStream in = source.open(offset, length)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
