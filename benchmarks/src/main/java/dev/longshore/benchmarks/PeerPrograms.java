package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code benchmarks/setup} installs, and the scripts in {@code benchmarks/peers} that run it. */
final class PeerPrograms {

    static final String CACHE = "${env:XDG_CACHE_HOME:-${sys:user.home}/.cache}/longshore/benchmarks/";

    @Option(
            names = "--python",
            defaultValue = CACHE + "python/bin/python",
            description = "A Python with what benchmarks/setup installs (${DEFAULT-VALUE}).")
    private Path python = Path.of("python3");

    @Option(
            names = "--rclone",
            defaultValue = CACHE + "rclone-v1.75.0/rclone",
            description = "The program rclone (${DEFAULT-VALUE}).")
    private Path rclone = Path.of("rclone");

    @Option(names = "--scripts", description = "The folder of the scripts (${DEFAULT-VALUE}).")
    private Path scripts = Path.of("benchmarks/peers");

    Path rclone() {
        return rclone;
    }

    /** The command that runs a script. */
    List<String> script(String name, String... arguments) throws IOException {
        Path script = scripts.resolve(name);
        require(python);
        require(script);
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static void require(Path program) throws IOException {
        if (!Files.isReadable(program)) {
            throw new IOException("There is no " + program + ": run benchmarks/setup, from the top");
        }
    }
}
