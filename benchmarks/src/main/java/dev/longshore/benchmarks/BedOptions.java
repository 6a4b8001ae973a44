package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What benchmarks on a whole installation have in common. */
final class BedOptions {

    @Option(names = "--rounds", description = "How many rounds count (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--warm-up", description = "How many rounds go before those that count (${DEFAULT-VALUE}).")
    private int warmUp = 3;

    @Option(names = "--work", description = "A folder for the data; a temporary one unless named.")
    private @Nullable Path work;

    @Option(
            names = "--temporal",
            description = "The program temporal, to have its server as the engine; else the engine in the process.")
    private @Nullable Path temporal;

    @Mixin
    private Peers peers = new Peers();

    int rounds() {
        return rounds;
    }

    int warmUp() {
        return warmUp;
    }

    Peers peers() {
        return peers;
    }

    Bed bed(@Nullable Link link) throws IOException {
        Path folder = work == null ? Files.createTempDirectory("longshore-benchmark") : work;
        return new Bed(folder, temporal, link, peers);
    }

    /** How the figures came about, in one line. */
    String conditions(Workload load) {
        return "%s; median of %d rounds in turns (least to most), after %d that do not count; engine: %s"
                .formatted(load, rounds, warmUp, temporal == null ? "in the process" : "Temporal's dev server");
    }
}
