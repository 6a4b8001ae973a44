package dev.longshore.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is measured from outside, as {@code /proc} shows it. */
final class Child implements AutoCloseable {

    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    static Child start(Path errors, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // also after a Ctrl-C nothing is left
        return new Child(process);
    }

    /** With the class path of this process. */
    static Child java(Path errors, Map<String, String> environment, List<String> flagsAndClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(flagsAndClass);
        command.addAll(List.of(arguments));
        return start(errors, environment, command);
    }

    /** What starts another JVM with the class path of this one; flags, the class and its arguments follow. */
    static List<String> javaCommand() {
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(java, "-cp", System.getProperty("java.class.path"));
    }

    /** Writes a line to its input. */
    void say(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The process ended without an answer: "
                    + process.info().commandLine().orElse("?"));
        }
        return line;
    }

    /** The first line that begins so. */
    String lineWith(String beginning) throws IOException {
        String line = line();
        while (!line.startsWith(beginning)) {
            line = line();
        }
        return line;
    }

    /** Until it has ended by itself. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    long residentKib() throws IOException {
        return kib("VmRSS");
    }

    /** The most since the start or since {@link #forgetPeak}. */
    long peakKib() throws IOException {
        return kib("VmHWM");
    }

    void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc", String.valueOf(process.pid()), "clear_refs"), "5");
    }

    /** User and system time of all its threads so far. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** What it has given to files so far, also to such as it has removed since. */
    long writtenBytes() throws IOException {
        return Long.parseLong(Machine.valueOf(Path.of("/proc", String.valueOf(process.pid()), "io"), "write_bytes"));
    }

    private long kib(String name) throws IOException {
        String value = Machine.valueOf(Path.of("/proc", String.valueOf(process.pid()), "status"), name);
        return Long.parseLong(value.split(" ", 2)[0]);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException end) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
