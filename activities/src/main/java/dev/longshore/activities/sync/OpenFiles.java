package dev.longshore.activities.sync;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Which files below a folder somebody has open for writing now, as far as {@code /proc} lets this process see. */
final class OpenFiles {

    private static final int WRITES = 03; // O_WRONLY and O_RDWR
    private static final int OCTAL = 8;

    private final Path processes;
    private final Path folder;

    OpenFiles(Path folder) {
        this(Path.of("/proc"), folder);
    }

    OpenFiles(Path processes, Path folder) {
        this.processes = processes;
        this.folder = folder;
    }

    /** Empty where there is no such view. Of processes that belong to others nothing is known. */
    Set<Path> written() {
        Set<Path> found = new HashSet<>();
        try {
            Path real = folder.toRealPath(); // as the system names it
            forEach(
                    processes,
                    "[0-9]*",
                    process -> forEach(process.resolve("fd"), "*", open -> note(open, real, found)));
        } catch (IOException gone) {
            return found; // with all that was in it
        }
        return found;
    }

    private void note(Path open, Path real, Set<Path> found) {
        try {
            Path file = Files.readSymbolicLink(open);
            if (file.startsWith(real) && isWritten(open)) {
                found.add(folder.resolve(real.relativize(file)));
            }
        } catch (IOException closed) {
            // closed meanwhile: then nobody writes by it
            return;
        }
    }

    private static boolean isWritten(Path open) throws IOException {
        Path descriptors = Objects.requireNonNull(open.getParent());
        Path info = descriptors.resolveSibling("fdinfo").resolve(open.getFileName());
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")) {
                return (Long.parseLong(line.substring("flags:".length()).strip(), OCTAL) & WRITES) != 0;
            }
        }
        return false;
    }

    /** Processes come and go, and those of others do not show theirs. */
    private static void forEach(Path folder, String glob, Consumer<Path> visitor) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(visitor);
        } catch (IOException | DirectoryIteratorException hidden) {
            return;
        }
    }
}
