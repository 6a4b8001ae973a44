package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    static String line() throws IOException {
        return "%s, %d cores (%s), %s GiB, Linux %s, Java %s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        valueOf(Path.of("/proc/cpuinfo"), "model name"),
                        Long.parseLong(valueOf(Path.of("/proc/meminfo"), "MemTotal")
                                        .split(" ", 2)[0])
                                >> 20,
                        System.getProperty("os.version"),
                        System.getProperty("java.version"));
    }

    /** Of the first line {@code name : value}. */
    static String valueOf(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseThrow(() -> new IOException(file + " has no " + name));
        }
    }
}
