package dev.longshore.benchmarks;

import dev.longshore.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What it costs to have an engine: the same archive with it, and with its steps played in order by a process alone. That
 * one has a ledger of its own, for the API would start what it finds there without a run.
 */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "Archives objects with and without the engine, in turns.")
final class EngineBenchmark implements Callable<Integer> {

    @Option(names = "--objects", description = "How many objects (${DEFAULT-VALUE}).")
    private int objects = 500;

    @Option(names = "--bytes", description = "Size of each (${DEFAULT-VALUE}).")
    private long bytes = 1 << 20;

    @Mixin
    private BedOptions options = new BedOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workload work = new Workload(objects, bytes, null);
        Bed bed = options.bed(null);
        try (Installation installation = Installation.start(bed);
                EmbeddedPostgresServer apart =
                        EmbeddedPostgresServer.start(bed.folder().resolve("postgres-apart"), 0);
                Turns turns = new Turns(work, null)) {
            Map<String, String> ledger = Map.of("LONGSHORE_LEDGER_URL", apart.jdbcUrl());
            LineArchiver alone = new LineArchiver(installation.likeTheWorker(ledger, PlayedWorker.class));
            turns.add(new Way("the steps alone, without API and engine", "played.zip", alone));
            turns.add(Way.ours(installation));
            options.peers().put(installation, work);
            for (Way way : turns.ways()) {
                turns.warmUp(way, options.warmUp());
            }
            turns.count(options.rounds());
            for (Way way : turns.ways()) {
                options.peers().check(installation, work, way.key());
            }
            System.out.println(Machine.line());
            System.out.println(options.conditions(work));
            turns.print(System.out);
        }
        return 0;
    }
}
