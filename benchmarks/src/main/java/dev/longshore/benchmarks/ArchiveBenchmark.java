package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @Option(
            names = "--peers",
            split = ",",
            arity = "0..1",
            description = "Any of memory, stream, rclone (${DEFAULT-VALUE}); with nothing behind it none.")
    private List<String> peers = List.of("memory", "stream", "rclone");

    @Option(names = "--peer-warm-up", description = "Rounds of a peer that do not count (${DEFAULT-VALUE}).")
    private int peerWarmUp = 1;

    @Option(names = "--link", description = "Rate of a link between worker and store, such as 200mbit; needs root.")
    private @Nullable String rate;

    @Option(names = "--link-script", description = "What makes the link (${DEFAULT-VALUE}).")
    private Path script = Path.of("benchmarks/link.sh");

    @Mixin
    private BedOptions options = new BedOptions();

    private final List<Way> ways = new ArrayList<>();

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
                Opened opened = new Opened()) {
            ways.add(new Way(
                    "Longshore, one worker (`-Xmx256m`)", "longshore.zip", new LongshoreArchiver(installation)));
            options.peers().put(installation, work);
            for (String peer : peers) {
                ways.add(opened.kept(options.peers().start(peer, installation)));
            }
            rounds(work, link);
            for (Way way : ways) {
                options.peers().check(installation, work, way.key());
            }
        }
        print(System.out, work);
    }

    /** Ours warms up first, then all take turns. */
    private void rounds(Workload work, @Nullable Link link) throws IOException, InterruptedException {
        for (int i = 0; i < options.warmUp(); i++) {
            ways.get(0).round(work, false, link);
        }
        for (int i = 0; i < peerWarmUp; i++) {
            for (Way peer : ways.subList(1, ways.size())) {
                peer.round(work, false, link);
            }
        }
        for (int i = 0; i < options.rounds(); i++) {
            for (Way way : ways) {
                way.round(work, true, link);
            }
        }
    }

    private void print(PrintStream out, Workload work) throws IOException {
        out.println(Machine.line());
        out.println(options.conditions(work)
                + (rate == null ? "" : "; link of " + rate)
                + (plan == null ? "" : "; plan " + plan));
        out.println();
        out.println("| way | seconds | processor seconds | RSS in MiB: fresh, idle, peak | MiB from + to the store |"
                + " MiB on the link | MiB written to files |");
        out.println("|---|---|---|---|---|---|---|");
        ways.forEach(way -> out.println(way.row()));
        if (ways.size() > 1) {
            out.println();
            out.println(
                    "| against Longshore | seconds | processor seconds | bytes | RSS, peak | RSS, peak beyond idle |");
            out.println("|---|---|---|---|---|---|");
            ways.subList(1, ways.size()).forEach(peer -> out.println(ways.get(0).ratios(peer)));
        }
    }
}
