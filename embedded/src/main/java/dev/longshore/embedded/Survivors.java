package dev.longshore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Servers that outlived the process which started them. */
final class Survivors {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Survivors() {}

    /** Running programs whose argument list meets the condition; those of other users show none. */
    static List<ProcessHandle> withArguments(Predicate<List<String>> condition) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(condition)
                        .isPresent())
                .toList();
    }

    /** Asks it to end, and ends it by force if it does not. */
    static void stop(ProcessHandle process, String name) {
        process.destroy();
        if (endsWithin(process, PATIENCE)) {
            return;
        }
        process.destroyForcibly();
        if (!endsWithin(process, PATIENCE)) {
            throw new ServerFailedException(name + " (pid " + process.pid() + ") does not end; end it by hand");
        }
    }

    static boolean endsWithin(ProcessHandle process, Duration patience) {
        return Deadline.of(patience).reaches(() -> hasEnded(process));
    }

    /**
     * Some containers have nobody who asks orphans how they ended, so that these stay listed for ever; but one of
     * which threads are left still holds its files.
     */
    static boolean hasEnded(ProcessHandle process) {
        Path entry = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(entry.resolve("task"))) {
            String line = Files.readString(entry.resolve("stat"));
            boolean isZombie = line.substring(line.lastIndexOf(')')).startsWith(") Z");
            return !process.isAlive() || (isZombie && threads.count() <= 1);
        } catch (IOException | UncheckedIOException goneOrNotLinux) {
            return !process.isAlive();
        }
    }

    /** The program of that name on PATH, for argument lists that need one which not every system has. */
    static List<String> prefixIfPresent(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean isThere = List.of(path.split(":")).stream()
                .map(folder -> Path.of(folder).resolve(program).toFile())
                .anyMatch(file -> file.isFile() && file.canExecute());
        return isThere ? List.of(program) : List.of();
    }
}
