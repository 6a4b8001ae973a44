package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a user waits for the launcher: the first build, {@code up}, {@code job list}. */
@Command(
        name = "launcher",
        mixinStandardHelpOptions = true,
        description = "Measures the first build of a fresh clone, up, and job list.")
final class LauncherBenchmark implements Callable<Integer> {

    @Option(names = "--repository", description = "What is cloned (${DEFAULT-VALUE}).")
    private Path repository = Path.of(".");

    @Option(names = "--rounds", description = "How often up is started (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--lists", description = "How often the jobs are listed (${DEFAULT-VALUE}).")
    private int lists = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("longshore-benchmark");
        Path clone = folder.resolve("clone");
        Map<String, String> environment = new HashMap<>();
        environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + folder.resolve("maven"));
        environment.put("LONGSHORE_ENGINE", "in-process");
        run(folder, environment, List.of("git", "clone", "--quiet", repository.toString(), clone.toString()));
        String launcher = clone.resolve("longshore").toString();
        double build = run(folder, environment, List.of(launcher, "version"));
        Samples up = new Samples();
        Samples list = new Samples();
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            try (Child child =
                    Child.start(folder.resolve("errors.log"), environment, List.of(launcher, "up", "--free-ports"))) {
                child.lineWith("Longshore is up");
                up.add((System.nanoTime() - begun) / 1e9);
                for (int k = 0; k < lists / rounds; k++) {
                    list.add(run(folder, environment, List.of(launcher, "job", "list")));
                }
            }
        }
        print(System.out, build, up, list);
        return 0;
    }

    private static double run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (Child child = Child.start(folder.resolve("errors.log"), environment, command)) {
            int code = child.exitCode();
            if (code != 0) {
                throw new IOException(command + " ended with " + code + "; see " + folder.resolve("errors.log"));
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void print(PrintStream out, double build, Samples up, Samples list) throws IOException {
        out.println(Machine.line());
        out.println();
        out.println("| what | seconds: median (least to most) |");
        out.println("|---|---|");
        out.printf(Locale.ROOT, "| first build of a fresh clone, empty Maven repository | %.0f |%n", build);
        out.println("| `./longshore up` until it is ready, the first time with a new data folder | " + up + " |");
        out.println("| `./longshore job list` | " + list + " |");
    }
}
