package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An archive of many objects, in turns with what a user would pick instead, on the same store. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Archives objects, in turns with peers on the same store, maybe behind a slow link.")
final class ArchiveBenchmark implements Callable<Integer> {

    @Option(names = "--objects", description = "How many objects (${DEFAULT-VALUE}).")
    private int objects = 500;

    @Option(names = "--bytes", description = "Size of each (${DEFAULT-VALUE}).")
    private long bytes = 1 << 20;

    @Option(names = "--plan", description = "auto, fewest-bytes or fewest-requests; not in the order unless named.")
    private @Nullable String plan;

    @Option(names = "--peers", split = ",", description = "Any of memory, stream, rclone (${DEFAULT-VALUE}).")
    private List<String> peers = List.of("memory", "stream", "rclone");

    @Option(names = "--peer-warm-up", description = "Rounds of a peer that do not count (${DEFAULT-VALUE}).")
    private int peerWarmUp = 1;

    @Option(names = "--link", description = "Rate of a link between worker and store, such as 200mbit; needs root.")
    private @Nullable String rate;

    @Option(names = "--link-script", description = "What makes the link (${DEFAULT-VALUE}).")
    private Path script = Path.of("benchmarks/link.sh");

    @Mixin
    private BedOptions options = new BedOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate == null) {
            measure(null);
            return 0;
        }
        try (Link link = Link.up(script, rate)) {
            measure(link);
        }
        return 0;
    }

    private void measure(@Nullable Link link) throws IOException, InterruptedException {
        Workload work = new Workload(objects, bytes, plan);
        try (Installation installation = Installation.start(options.bed(link));
                Turns turns = new Turns(work, link)) {
            turns.add(Way.ours(installation));
            options.peers().put(installation, work);
            turns.warmUp(turns.ways().get(0), options.warmUp());
            for (String peer : peers) {
                Way way = options.peers().start(peer, installation);
                turns.add(way);
                turns.warmUp(way, peerWarmUp);
            }
            turns.count(options.rounds());
            for (Way way : turns.ways()) {
                options.peers().check(installation, work, way.key());
            }
            print(System.out, turns, work);
        }
    }

    private void print(PrintStream out, Turns turns, Workload work) throws IOException {
        out.println(Machine.line());
        out.println(options.conditions(work)
                + (rate == null ? "" : "; link of " + rate)
                + (plan == null ? "" : "; plan " + plan));
        turns.print(out);
    }
}
