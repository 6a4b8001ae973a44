package dev.longshore.activities.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files below a folder somebody has open for writing now, or in memory so that what is written there gets into them, as
 * far as {@code /proc} lets this process see.
 */
final class OpenFiles {

    private static final int WRITES = 03; // O_WRONLY and O_RDWR
    private static final int OCTAL = 8;

    /** Of a line such as {@code 7f00-7f10 rw-s 00000000 08:01 123   /a file}: a mapping that is shared, and may be written. */
    private static final Pattern MAPPED = Pattern.compile("\\S+ .w.s \\S+ \\S+ [1-9]\\d* +(/.*)", Pattern.DOTALL);

    /** The one character by which the system ends lines, and which it escapes in names. */
    private static final Pattern END_OF_LINE = Pattern.compile("\n");

    private static final String NEW_LINE = "\\012";

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
            Consumer<Path> note = file -> note(file, real, found);
            forEach(processes, "[0-9]*", process -> {
                forEach(process.resolve("fd"), "*", open -> opened(open, real, note));
                mapped(process.resolve("maps"), real, note);
            });
        } catch (IOException gone) {
            return found; // with all that was in it
        }
        return found;
    }

    private void note(Path file, Path real, Set<Path> found) {
        if (file.startsWith(real)) {
            found.add(folder.resolve(real.relativize(file)));
        }
    }

    private static void opened(Path open, Path real, Consumer<Path> note) {
        try {
            Path file = Files.readSymbolicLink(open);
            if (file.startsWith(real) && isWritten(open)) {
                note.accept(file);
            }
        } catch (IOException closed) {
            // closed meanwhile: then nobody writes by it
            return;
        }
    }

    /** A mapping outlives the descriptor that it was made by. */
    private static void mapped(Path maps, Path real, Consumer<Path> note) {
        String text;
        try {
            text = new String(Files.readAllBytes(maps), StandardCharsets.UTF_8);
        } catch (IOException hidden) {
            return;
        }
        String below = real.toString().replace("\n", NEW_LINE);
        Stream<String> lines = END_OF_LINE.splitAsStream(text).filter(line -> line.contains(below));
        lines.map(MAPPED::matcher).filter(Matcher::matches).forEach(line -> {
            String name = line.group(1);
            note.accept(Path.of(name));
            if (name.contains(NEW_LINE)) { // or it has these letters in its name
                note.accept(Path.of(name.replace(NEW_LINE, "\n")));
            }
        });
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
