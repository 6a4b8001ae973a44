package dev.longshore.activities.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others that inflate every entry of an archive, as far as this machine has them. */
final class ForeignReaders {

    private static final List<List<String>> READERS = List.of(
            List.of("unzip", "-tqq"),
            List.of("python3", "-m", "zipfile", "-t"),
            List.of("7z", "t"),
            List.of("bsdtar", "-xOf"));

    private ForeignReaders() {}

    /** What those who refuse the archive say; empty if all take it. */
    static List<String> complaints(byte[] archive, Path folder) throws IOException, InterruptedException {
        Path zip = Files.write(folder.resolve("archive.zip"), archive);
        List<String> complaints = new ArrayList<>();
        for (List<String> reader : READERS) {
            if (isInstalled(reader.get(0)) && !isContent(reader, zip)) {
                complaints.add(String.join(" ", reader));
            }
        }
        return complaints;
    }

    private static boolean isContent(List<String> reader, Path zip) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(reader);
        command.add(zip.toString());
        Path said = zip.resolveSibling(reader.get(0) + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            return process.waitFor(2, TimeUnit.MINUTES)
                    && process.exitValue() == 0
                    && (!reader.contains("zipfile") || !Files.readString(said).contains("corrupted"));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
