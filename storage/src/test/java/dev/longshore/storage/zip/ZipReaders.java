package dev.longshore.storage.zip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of others that read zip archives, as far as this machine has them. */
final class ZipReaders {

    private static final long MINUTES = 3;
    private static final String PYTHON = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None, archive.testzip()
                assert len(archive.namelist()) == int(sys.argv[2]), len(archive.namelist())
            """;

    private ZipReaders() {}

    /** Whose word is missing; a test that asked the others is to say so. */
    static List<String> missing() {
        return Stream.of("unzip", "python3", "7z", "bsdtar")
                .filter(program -> !isInstalled(program))
                .toList();
    }

    /** What those who refuse the archive say; empty if all take it. */
    static List<String> complaints(Path zip, int entries) {
        List<String> complaints = new ArrayList<>();
        if (entries > 0) { // for unzip an empty archive is a mistake
            complain(complaints, zip, "unzip", "-tqq", zip.toString());
        }
        complain(complaints, zip, "python3", "-c", PYTHON, zip.toString(), String.valueOf(entries));
        complain(complaints, zip, "7z", "t", zip.toString());
        complain(complaints, zip, "bsdtar", "-xOf", zip.toString());
        return complaints;
    }

    private static void complain(List<String> complaints, Path zip, String program, String... arguments) {
        if (!isInstalled(program)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path said = zip.resolveSibling(program + ".log");
        try {
            ProcessBuilder reader =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            reader.environment().put("LC_ALL", "C.UTF-8");
            if (!isContent(reader.start())) {
                complaints.add(program + ": " + Files.readString(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that a program says, at home in this folder and far from Greenwich. */
    static List<String> said(Path home, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(program, ".log");
        ProcessBuilder reader = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        reader.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "Pacific/Auckland"));
        boolean isContent = isContent(reader.start());
        List<String> lines = Files.readAllLines(said);
        Files.delete(said);
        if (!isContent) {
            throw new IOException(program + " refuses: " + lines);
        }
        return lines;
    }

    private static boolean isContent(Process reader) {
        try {
            return reader.waitFor(MINUTES, TimeUnit.MINUTES) && reader.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            reader.destroyForcibly();
        }
    }

    static boolean isInstalled(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
