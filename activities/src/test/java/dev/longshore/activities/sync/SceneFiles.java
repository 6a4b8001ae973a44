package dev.longshore.activities.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in folders of flows. */
final class SceneFiles {

    private SceneFiles() {}

    /** All files but Longshore's marks, by their paths below the folder. */
    static Map<String, byte[]> below(Path root) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(SceneFiles::isFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Gives it another name, in a folder that is made if need be. */
    static void move(Path from, Path to) {
        try {
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !name.equals(Names.OWN + "flow")
                && !name.equals(Names.OWN + "lock");
    }

    /** Of a file that no object of a flow can have the name of. */
    static String pathThatIsTooLong() {
        return ("d".repeat(200) + "/").repeat(5) + "f".repeat(30);
    }
}
