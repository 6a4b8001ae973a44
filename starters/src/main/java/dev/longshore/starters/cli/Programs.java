package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Programs of the machine: where they are, and what they say of themselves. */
record Programs(Surroundings surroundings) {

    private static final int LONGEST_ANSWER = 1 << 16;

    /** The program of that name on the PATH. */
    Optional<Path> find(String name) {
        return Arrays.stream(surroundings.setting("PATH").orElse("").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Programs::isProgram)
                .findFirst();
    }

    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** What the program prints when asked like this; empty if it cannot be run or does not end within ten seconds. */
    static Optional<String> answer(Path program, String... arguments) {
        try {
            Process process = new ProcessBuilder(command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            try {
                return Optional.of(CompletableFuture.supplyAsync(() -> read(process.getInputStream()))
                        .get(10, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty(); // not a program that we can use
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static List<String> command(Path program, String... arguments) {
        return Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                .toList();
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
