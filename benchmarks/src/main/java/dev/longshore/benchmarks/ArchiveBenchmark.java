package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** An archive of many objects, in turns with boto3 on the same store: copying one after the other, zipping in memory. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Archives objects, in turns with boto3 on the same store.")
final class ArchiveBenchmark implements Callable<Integer> {

    private static final String PREFIX = "bench/";

    @Option(names = "--objects", description = "How many objects (${DEFAULT-VALUE}).")
    private int objects = 500;

    @Option(names = "--bytes", description = "Size of each (${DEFAULT-VALUE}).")
    private int bytes = 1 << 20;

    @Option(names = "--rounds", description = "How many rounds count (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--warm-up", description = "How many rounds go before those that count (${DEFAULT-VALUE}).")
    private int warmUp = 3;

    @Option(names = "--python", description = "A Python with boto3 (${DEFAULT-VALUE}).")
    private String python = "python3";

    @Option(names = "--peers", description = "The folder of the Python scripts (${DEFAULT-VALUE}).")
    private Path peers = Path.of("benchmarks/peers");

    @Option(names = "--work", description = "A folder for the data; a temporary one unless named.")
    private @Nullable Path work;

    private final Way longshore = new Way("Longshore, one worker (`-Xmx256m`)");
    private final Way copying = new Way("boto3, read and written one after the other");
    private final Way zipping = new Way("boto3, zipped in memory, then uploaded");
    private final Samples zippingMib = new Samples();
    private long idleKib;
    private long peakKib;

    @Override
    public Integer call() throws Exception {
        Path folder = work == null ? Files.createTempDirectory("longshore-benchmark") : work;
        try (Installation installation = Installation.start(folder)) {
            idleKib = installation.worker().residentKib();
            peer(installation, "put.py", Installation.SOURCES, PREFIX, String.valueOf(objects), String.valueOf(bytes));
            for (int i = 0; i < warmUp + rounds; i++) {
                round(installation, i >= warmUp);
            }
            peakKib = installation.worker().peakKib();
        }
        print(System.out);
        return 0;
    }

    private void round(Installation installation, boolean counts) throws IOException, InterruptedException {
        double before = installation.worker().processorSeconds();
        long begun = System.nanoTime();
        JsonNode job = installation
                .api()
                .archive("s3://" + Installation.SOURCES + "/" + PREFIX, "s3://" + Installation.ARCHIVES + "/bench.zip");
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = installation.worker().processorSeconds() - before;
        require(job.at("/files/done").asInt() == objects, "not all files are done: " + job);
        String[] copied = script(installation, "one_after_the_other.py", Installation.COPIES);
        String[] zipped = script(installation, "zip_in_memory.py", Installation.ARCHIVES);
        if (counts) {
            longshore.took(seconds, used);
            copying.took(Double.parseDouble(copied[0]), Double.parseDouble(copied[1]));
            zipping.took(Double.parseDouble(zipped[0]), Double.parseDouble(zipped[1]));
            zippingMib.add(Double.parseDouble(zipped[2]) / 1024);
        }
    }

    private String[] script(Installation installation, String name, String target)
            throws IOException, InterruptedException {
        return peer(installation, name, Installation.SOURCES, PREFIX, target).split(" ", -1);
    }

    /** What it printed last; it must end well. */
    private String peer(Installation installation, String script, String... arguments)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("peer", ".log");
        List<String> command =
                new ArrayList<>(List.of(python, peers.resolve(script).toString(), installation.endpoint()));
        command.addAll(List.of(arguments));
        try (Child child = Child.start(errors, Installation.keys(), command)) {
            String answer = script.equals("put.py") ? "" : child.line();
            require(child.exitCode() == 0, script + " failed; see " + errors);
            Files.delete(errors);
            return answer;
        }
    }

    private void print(PrintStream out) throws IOException {
        out.println(Machine.line());
        out.printf(
                Locale.ROOT,
                "%d objects of %d bytes; median of %d rounds in turns (least to most), after %d that do not count%n%n",
                objects,
                bytes,
                rounds,
                warmUp);
        out.println("| way | seconds | processor seconds | memory (RSS), MiB | time against Longshore |");
        out.println("|---|---|---|---|---|");
        row(out, longshore, "idle %d, peak %d".formatted(idleKib >> 10, peakKib >> 10));
        row(out, copying, "");
        row(out, zipping, "peak %.0f".formatted(zippingMib.median()));
    }

    private void row(PrintStream out, Way way, String memory) {
        double ratio = way.seconds().median() / longshore.seconds().median();
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f x |%n",
                way.name(),
                way.seconds(),
                way.processorSeconds(),
                memory,
                ratio);
    }

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
