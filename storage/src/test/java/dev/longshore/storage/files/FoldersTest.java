package dev.longshore.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path root;

    @Test
    void removesAFolderInWhichNothingIs() throws IOException {
        Path folder = Files.createDirectories(root.resolve("größe"));

        Folders.removeEmpty(folder);

        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> Folders.removeEmpty(folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void leavesAFolderInWhichSomethingIs() throws IOException {
        Files.writeString(root.resolve("file"), "content");

        assertThatThrownBy(() -> Folders.removeEmpty(root)).isInstanceOf(DirectoryNotEmptyException.class);

        assertThat(root.resolve("file")).hasContent("content");
    }

    @Test
    void leavesWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "content");
        Path link = Files.createSymbolicLink(root.resolve("link"), Files.createDirectory(root.resolve("folder")));

        assertThatThrownBy(() -> Folders.removeEmpty(file)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> Folders.removeEmpty(link)).isInstanceOf(FileSystemException.class);

        assertThat(file).hasContent("content");
        assertThat(link).isSymbolicLink();
    }
}
