package dev.longshore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of a flow as its user sees it. */
final class SyncFolder {

    private static final String OWN = ".longshore-";

    private SyncFolder() {}

    /** What is a user's. */
    static List<String> names(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.contains(OWN))
                    .toList();
        } catch (IOException | UncheckedIOException meanwhile) {
            return List.of("meanwhile: " + meanwhile);
        }
    }

    /** The SHA-256 of what is a user's: names that begin with .longshore- are not. */
    static Map<String, String> sums(Path root) {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!name.contains(OWN)) {
                    sums.put(name, Bucketful.sha256(Files.readAllBytes(file)));
                }
            }
        } catch (IOException | UncheckedIOException meanwhile) {
            return Map.of("meanwhile", meanwhile.toString());
        }
        return sums;
    }
}
