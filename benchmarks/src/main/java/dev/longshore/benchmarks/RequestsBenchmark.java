package dev.longshore.benchmarks;

import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.PassedExchange;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An archive of many small objects, against a loop that asks the same of the store and does nothing else. */
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = "Archives many small objects, in turns with a bare loop that lists and reads them.")
final class RequestsBenchmark implements Callable<Integer> {

    @Option(names = "--objects", description = "How many objects (${DEFAULT-VALUE}).")
    private int objects = 10_000;

    @Option(names = "--bytes", description = "Size of each (${DEFAULT-VALUE}).")
    private long bytes = 4096;

    @Option(
            names = "--at-once",
            split = ",",
            description = "Requests at once of the bare loops, one loop each (${DEFAULT-VALUE}).")
    private List<Integer> atOnce = List.of(8, 24);

    @Mixin
    private BedOptions options = new BedOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workload work = new Workload(objects, bytes, null);
        Bed bed = options.bed(null);
        Map<String, Long> requests = counted(bed, work);
        try (Installation installation = Installation.start(bed);
                Turns turns = new Turns(work, null)) {
            turns.add(Way.ours(installation));
            turns.warmUp(turns.ways().get(0), options.warmUp());
            for (int count : atOnce) {
                Way loop = bareLoop(installation, count);
                turns.add(loop);
                turns.warmUp(loop, options.warmUp());
            }
            turns.count(options.rounds());
            print(System.out, work, turns, requests);
        }
        return 0;
    }

    /** Puts the objects, and counts what one archive of them asks of the store; that one takes longer, and is not measured. */
    private Map<String, Long> counted(Bed bed, Workload work) throws IOException, InterruptedException {
        List<CountingProxy> line = new ArrayList<>(1);
        try (Installation installation = Installation.start(bed, endpoint -> {
            line.add(CountingProxy.before(URI.create(endpoint)));
            return line.get(0).endpoint().toString();
        })) {
            options.peers().put(installation, work);
            line.get(0).forget();
            installation.api().archive(work.forTheApi("counted.zip"));
            return line.get(0).exchanges().stream()
                    .map(PassedExchange::request)
                    .collect(Collectors.groupingBy(request -> request.method(), TreeMap::new, Collectors.counting()));
        } finally {
            line.forEach(CountingProxy::close);
        }
    }

    private static Way bareLoop(Installation installation, int atOnce) throws IOException {
        Child child = installation.likeTheWorker(
                Map.of(), BareLoop.class, installation.endpointOfWorkers(), String.valueOf(atOnce));
        return new Way("bare loop, %d at once".formatted(atOnce), "", new LineArchiver(child));
    }

    private void print(PrintStream out, Workload work, Turns turns, Map<String, Long> requests) throws IOException {
        long ours = requests.values().stream().mapToLong(Long::longValue).sum();
        Function<Way, Double> perSecond =
                way -> (way == turns.ways().get(0) ? ours : work.objects() + (work.objects() + 999L) / 1000)
                        / way.seconds().median();
        double rate = perSecond.apply(turns.ways().get(0));
        out.println(Machine.line());
        out.println(options.conditions(work) + "; requests of Longshore: " + requests);
        out.println();
        out.println("| way | seconds | processor seconds | requests per second | rate of Longshore against it |");
        out.println("|---|---|---|---|---|");
        for (Way way : turns.ways()) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %,.0f | %.2f |%n",
                    way.name(),
                    way.seconds(),
                    way.processorSeconds(),
                    perSecond.apply(way),
                    rate / perSecond.apply(way));
        }
    }
}
