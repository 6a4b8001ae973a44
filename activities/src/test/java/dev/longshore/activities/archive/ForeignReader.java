package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A program of others that reads archives.
 *
 * @param check the command that inflates every entry of the archive that is named behind it
 * @param content the one that writes the bytes of all entries, one after the other
 * @param list the one that tells the names of the entries, one a line
 * @param mark what the lines with names begin with
 * @param spelling how it writes names
 */
record ForeignReader(
        List<String> check, List<String> content, List<String> list, String mark, UnaryOperator<String> spelling) {

    private static final int BUFFER = 256 * 1024;

    private static final ForeignReader UNZIP =
            usual(List.of("unzip", "-tqq"), List.of("unzip", "-p"), List.of("unzip", "-Z1"));

    private static final List<String> PYTHON_READS = List.of("python3", "-c", """
            import shutil, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                for entry in archive.infolist():
                    with archive.open(entry) as content:
                        shutil.copyfileobj(content, sys.stdout.buffer, 1 << 20)
            """);

    private static final ForeignReader PYTHON = usual(PYTHON_READS, PYTHON_READS, List.of("python3", "-c", """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                for name in archive.namelist():
                    sys.stdout.buffer.write(name.encode() + b"\\n")
            """));

    private static final ForeignReader SEVEN_ZIP = new ForeignReader(
            List.of("7z", "t"),
            List.of("7z", "x", "-so"),
            List.of("7z", "l", "-ba", "-slt"),
            "Path = ",
            name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name); // folders are like files

    private static final ForeignReader BSDTAR = new ForeignReader(
            List.of("bsdtar", "-xOf"),
            List.of("bsdtar", "-xOf"),
            List.of("bsdtar", "-tf"),
            "",
            name -> Normalizer.normalize(name, Normalizer.Form.NFC)); // puts letters and their marks together

    private static final List<ForeignReader> ALL = List.of(UNZIP, PYTHON, SEVEN_ZIP, BSDTAR);

    private static ForeignReader usual(List<String> check, List<String> content, List<String> list) {
        return new ForeignReader(check, content, list, "", UnaryOperator.identity());
    }

    static List<ForeignReader> installed() {
        return ALL.stream().filter(ForeignReader::isInstalled).toList();
    }

    /** Whose word is missing; a test that asked the others is to say so. */
    static List<ForeignReader> missing() {
        return ALL.stream().filter(reader -> !reader.isInstalled()).toList();
    }

    /** What those who refuse the archive say; empty if all take it. */
    static List<String> complaints(byte[] archive, Path folder) throws IOException, InterruptedException {
        Path zip = Files.write(folder.resolve("archive.zip"), archive);
        List<String> complaints = new ArrayList<>();
        for (ForeignReader reader : installed()) {
            reader.complaint(zip).ifPresent(complaints::add);
        }
        return complaints;
    }

    /** What it says if it refuses the archive. */
    Optional<String> complaint(Path zip) throws IOException, InterruptedException {
        Path said = zip.resolveSibling(this + ".said");
        ProcessBuilder checking = process(check, zip).redirectError(said.toFile());
        boolean isContent = isContent(
                checking.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        return isContent ? Optional.empty() : Optional.of(this + " refuses: " + Files.readString(said));
    }

    /** Whether it checks an archive by giving its content, so that who asks for that need not ask for a check. */
    boolean checksByReading() {
        return check.equals(content);
    }

    /** The names in their order, spelled its way. */
    List<String> names(Path zip) throws IOException, InterruptedException {
        Path names = zip.resolveSibling(this + ".names");
        if (!isContent(process(list, zip).redirectOutput(names.toFile()).start())) {
            throw new IOException(this + " does not list " + zip);
        }
        return new String(Files.readAllBytes(names), UTF_8)
                .lines() // also those that are no UTF-8
                .filter(line -> line.startsWith(mark))
                .map(line -> spelled(line.substring(mark.length())))
                .toList();
    }

    /** Whether it gives these bytes when it is asked for those of all entries, one after the other, and no more. */
    boolean gives(InputStream expected, Path zip) throws IOException, InterruptedException {
        Process reader = process(content, zip).start();
        try (InputStream given = reader.getInputStream()) {
            return areSame(given, expected) && isContent(reader);
        } finally {
            reader.destroyForcibly();
        }
    }

    static boolean areSame(InputStream one, InputStream other) throws IOException {
        byte[] some;
        do {
            some = one.readNBytes(BUFFER);
            if (!Arrays.equals(some, other.readNBytes(BUFFER))) {
                return false;
            }
        } while (some.length > 0);
        return true;
    }

    String spelled(String name) {
        return spelling.apply(name);
    }

    @Override
    public String toString() {
        return check.get(0);
    }

    private static ProcessBuilder process(List<String> words, Path zip) {
        List<String> command = new ArrayList<>(words);
        command.add(zip.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static boolean isContent(Process reader) throws InterruptedException {
        try {
            return reader.waitFor(10, TimeUnit.MINUTES) && reader.exitValue() == 0;
        } finally {
            reader.destroyForcibly();
        }
    }

    private boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, check.get(0)))
                .anyMatch(Files::isExecutable);
    }
}
