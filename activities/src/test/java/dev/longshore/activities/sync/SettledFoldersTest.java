package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledFoldersTest {

    @TempDir
    private Path root;

    private final List<Path> forced = new ArrayList<>();

    @Test
    void eachThatIsMadeIsOnTheDiskBeforeTheNext() throws IOException {
        SettledFolders folders = folders();

        folders.make(root.resolve("a/b"));
        folders.make(root.resolve("a/c"));
        folders.make(root.resolve("a/b"));
        folders.make(root);

        assertThat(root.resolve("a/b")).isEmptyDirectory();
        assertThat(forced).containsExactly(root.resolve("a"), root.resolve("a/b"), root.resolve("a/c"));
    }

    /** Their maker may have died right behind it. */
    @Test
    void thoseThatAreThereAreOnTheDiskOnceInAProcess() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        SettledFolders folders = folders();

        folders.make(root.resolve("a/b"));
        folders.make(root.resolve("a/b"));

        assertThat(forced).containsExactly(root.resolve("a"), root.resolve("a/b"));
    }

    @Test
    void oneThatIsMadeAgainIsOnTheDiskAgain() throws IOException {
        SettledFolders folders = folders();
        folders.make(root.resolve("a"));
        Files.delete(root.resolve("a"));

        folders.make(root.resolve("a"));

        assertThat(forced).containsExactly(root.resolve("a"), root.resolve("a"));
    }

    @Test
    void whatCouldNotBeForcedIsForcedTheNextTime() throws IOException {
        List<Path> asked = new ArrayList<>();
        SettledFolders folders = new SettledFolders(root, path -> {
            asked.add(path);
            if (asked.size() == 1) {
                throw new IOException("Input/output error");
            }
        });

        assertThatThrownBy(() -> folders.make(root.resolve("a"))).hasMessage("Input/output error");
        folders.make(root.resolve("a"));

        assertThat(asked).containsExactly(root.resolve("a"), root.resolve("a"));
    }

    @Test
    void noneIsMadeWhereAFileIs() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "content");

        assertThatThrownBy(() -> folders().make(file.resolve("a"))).isInstanceOf(FileSystemException.class);

        assertThat(file).hasContent("content");
    }

    private SettledFolders folders() {
        return new SettledFolders(root, forced::add);
    }
}
