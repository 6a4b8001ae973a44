package dev.longshore.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker as its users start it: a process of its own, with nothing of Longshore in its environment but what is given. */
final class WorkerProcess implements AutoCloseable {

    private static final List<String> FOREIGN = List.of("TEMPORAL_", "LONGSHORE_", "AWS_", "DEBUG", "LOGGING_");

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(flagsOfNewerJava());
        command.addAll(List.of("-cp", classPath(), WorkerApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
        return new WorkerProcess(builder.start());
    }

    static Ended run(Map<String, String> environment, String... arguments) throws Exception {
        try (WorkerProcess worker = start(environment, arguments)) {
            return worker.ended();
        }
    }

    /** As the launcher does, for the libraries below; else newer Java versions print warnings. */
    private static List<String> flagsOfNewerJava() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    /** Without the log settings of tests, which a user does not have. */
    private static String classPath() {
        List<String> parts =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)));
        parts.removeIf(part -> Files.exists(Path.of(part, "logback-test.xml")));
        return String.join(java.io.File.pathSeparator, parts);
    }

    /** What it says up to the first line with these words in it. */
    List<String> linesUpTo(String words) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = process.inputReader(UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains(words)) {
                return lines;
            }
        }
        throw new AssertionError("It ended without saying '" + words + "': " + lines);
    }

    /** SIGTERM, as Ctrl-C of a terminal and the stop of a container do it. */
    Ended terminated() throws Exception {
        assertThat(process.toHandle().destroy()).isTrue(); // Process.destroy would close what it still says
        return ended();
    }

    Ended ended() throws Exception {
        List<String> said = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How it ended, and what it said that nobody had read by then. */
    record Ended(int code, List<String> said) {}
}
