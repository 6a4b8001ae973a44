package dev.longshore.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that runs a main class, and can be killed. */
record ServerProcess(Process process, BufferedReader output) implements AutoCloseable {

    static ServerProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ServerProcess(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /** The next line that it printed, which here always says that something is ready. */
    String nextLine() throws IOException {
        return String.valueOf(output.readLine());
    }

    void kill() {
        new RunningServer(process.toHandle()).kill();
    }

    @Override
    public void close() throws IOException {
        kill();
        output.close();
    }
}
