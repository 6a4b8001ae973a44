package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {

    @TempDir
    private Path folder;

    private final List<String> files = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();

    @Test
    void findsAllFilesAndFolders() throws IOException {
        write("a.txt");
        write("deep/er/b.txt");
        write("größe/写真 📷.jpg");
        Files.createDirectories(folder.resolve("empty"));

        walk();

        assertThat(files).containsExactlyInAnyOrder("a.txt", "deep/er/b.txt", "größe/写真 📷.jpg");
        assertThat(folders).containsExactlyInAnyOrder("", "deep", "deep/er", "empty", "größe");
    }

    @Test
    void saysWhatItFoundOfAFile() throws IOException {
        Path file = write("a.txt");
        List<FoundFile> found = new ArrayList<>();

        new FolderWalk(folder, all(), visitor(found)).walk(folder);

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.seen().path()).isEqualTo("a.txt");
            assertThat(one.seen().bytes()).isEqualTo(Files.size(file));
            assertThat(Identities.file(one.seen().identity())).isEqualTo(one.identity());
            assertThat(one.identity().isAt(file)).isTrue();
            assertThat(one.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
        });
    }

    @Test
    void leavesItsOwnAlone() throws IOException {
        write(".longshore-flow");
        write(".longshore-trash/f1");
        write("deep/.longshore-0123456789abcdef.part");
        write("deep/.directory_placeholder");

        walk();

        assertThat(files).isEmpty();
        assertThat(folders).containsExactlyInAnyOrder("", "deep");
    }

    @Test
    void leavesAloneWhatTheFlowDoesNotHold() throws IOException {
        write("a.txt");
        write("b.pdf");
        Names names = new Names(List.of("*.pdf"), List.of());

        new FolderWalk(folder, names, visitor(new ArrayList<>())).walk(folder);

        assertThat(files).containsExactly("b.pdf");
    }

    @Test
    void saysThatItGoesOnWhereThereIsNothingToBeSaid() throws IOException {
        for (int i = 0; i < 2_500; i++) {
            write(i + ".tmp");
        }
        AtomicInteger looks = new AtomicInteger();
        FolderWalk.Visitor visitor = new FolderWalk.Visitor() {
            @Override
            public void folder(Path each) {}

            @Override
            public void file(FoundFile file) {
                throw new AssertionError(file);
            }

            @Override
            public void looking() {
                looks.incrementAndGet();
            }
        };

        new FolderWalk(folder, new Names(List.of(), List.of("*.tmp")), visitor).walk(folder);

        assertThat(looks).hasValue(2);
    }

    @Test
    void followsNoLinks() throws IOException {
        write("deep/a.txt");
        Files.createSymbolicLink(folder.resolve("link-to-file"), folder.resolve("deep/a.txt"));
        Files.createSymbolicLink(folder.resolve("link-to-folder"), folder.resolve("deep"));
        Files.createSymbolicLink(folder.resolve("link-to-itself"), folder);
        Files.createSymbolicLink(folder.resolve("link-to-nothing"), folder.resolve("nothing"));

        walk();

        assertThat(files).containsExactly("deep/a.txt");
    }

    @Test
    void leavesPipesAlone() throws IOException, InterruptedException {
        write("a.txt");
        run("mkfifo", folder.resolve("pipe").toString());

        walk();

        assertThat(files).containsExactly("a.txt");
    }

    @Test
    void leavesNamesAloneThatAreNoText() throws IOException, InterruptedException {
        write("a.txt");
        String make = "cd '" + folder + "' && n=$(printf 'b\\377') && : > \"$n\" && mkdir \"$n.d\" && : > \"$n.d/c\"";
        run("/bin/sh", "-c", make);

        walk();

        assertThat(files).containsExactly("a.txt");
    }

    @Test
    void goesAsDeepAsAnyTree() throws IOException, InterruptedException {
        String deep = "d/".repeat(500);
        run("/bin/sh", "-c", "mkdir -p '" + folder + "/" + deep + "' && : > '" + folder + "/" + deep + "a.txt'");

        walk();

        assertThat(files).containsExactly(deep + "a.txt");
    }

    @Test
    void goesOnWhenAFolderDisappears() throws IOException {
        write("a/1.txt");
        write("b/2.txt");
        FolderWalk.Visitor removing = new FolderWalk.Visitor() {
            @Override
            public void folder(Path visited) {
                if (!visited.equals(folder)) {
                    deleteAll(visited);
                }
            }

            @Override
            public void file(FoundFile file) {
                files.add(file.path());
            }
        };
        write("c.txt");

        new FolderWalk(folder, all(), removing).walk(folder);

        assertThat(files).containsExactly("c.txt");
    }

    private static void deleteAll(Path visited) {
        try (var entries = Files.list(visited)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
            Files.delete(visited);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void walk() {
        new FolderWalk(folder, all(), visitor(new ArrayList<>())).walk(folder);
    }

    private static Names all() {
        return new Names(List.of(), List.of());
    }

    private FolderWalk.Visitor visitor(List<FoundFile> found) {
        return new FolderWalk.Visitor() {
            @Override
            public void folder(Path visited) {
                folders.add(folder.relativize(visited).toString());
            }

            @Override
            public void file(FoundFile file) {
                files.add(file.path());
                found.add(file);
            }
        };
    }

    private Path write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, path);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
