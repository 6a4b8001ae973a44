package dev.longshore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the server's programs are unpacked, once for each user: beside other caches, else in the data folder. */
final class PostgresPrograms {

    private static final String COMPLETE = ".exists";

    private PostgresPrograms() {}

    static Path folderBeside(Path data) throws IOException {
        Path cache = cacheFolder().resolve("longshore").resolve("postgresql");
        try {
            if (isOurs(Path.of(System.getProperty("user.home")))) {
                return onlyOurs(cache);
            }
        } catch (IOException noHome) {
            return onlyOurs(data.resolve("programs"));
        }
        return onlyOurs(data.resolve("programs"));
    }

    /** Closed to others, for the folder inside in which programs are unpacked is opened to all by the library. */
    private static Path onlyOurs(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** What a killed process unpacked in part would never be completed, and never be left alone. */
    static void removeHalfUnpacked(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> versions = Files.list(folder)) {
            List<Path> broken = versions.filter(Files::isDirectory)
                    .filter(version -> !Files.exists(version.resolve(COMPLETE)))
                    .toList();
            broken.forEach(PostgresPrograms::remove);
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
    }

    private static Path cacheFolder() {
        String set = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
    }

    private static boolean isOurs(Path folder) throws IOException {
        return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
