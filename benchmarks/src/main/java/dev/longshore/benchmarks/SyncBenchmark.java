package dev.longshore.benchmarks;

import dev.longshore.embedded.S3ServerMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Files between a folder and a bucket, in turns with what a user would pick instead, on the same store. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Moves files up and down, in turns with rclone and mc on the same store.",
        footer = {"", "Example, all rows:", "  benchmarks sync --work /dev/shm/bench --rounds 5 --warm-up 3"})
final class SyncBenchmark implements Callable<Integer> {

    private static final String BUCKET = "storage";
    private static final int MIB = 1 << 20;

    @Option(
            names = "--rows",
            split = ",",
            description = "Any of small, big, middle, reconcile, settle, million (${DEFAULT-VALUE}).")
    private List<String> rows = List.of("small", "big", "middle", "reconcile", "settle", "million");

    @Option(names = "--latency", description = "Milliseconds of each request of the row small (${DEFAULT-VALUE}).")
    private int latency = 20;

    @Option(names = "--rounds", description = "How many rounds count (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--warm-up", description = "Rounds of ours that do not count, before each row (${DEFAULT-VALUE}).")
    private int warmUp = 10;

    @Option(
            names = "--files",
            description = "Files of the row small, and a tenth of those of reconcile (${DEFAULT-VALUE}).")
    private int files = 2_000;

    @Option(names = "--big-bytes", description = "Size of the file of the row big (${DEFAULT-VALUE}).")
    private long bigBytes = 1 << 30;

    @Option(names = "--tree", description = "Files of the row million (${DEFAULT-VALUE}).")
    private int tree = 1_000_000;

    @Option(names = "--drops", description = "Files of the row settle (${DEFAULT-VALUE}).")
    private int drops = 300;

    @Option(names = "--work", required = true, description = "A folder for the data.")
    private Path work = Path.of("work");

    @Option(names = "--temporal", description = "The program temporal, to have its server as the engine.")
    private @Nullable Path temporal;

    @Mixin
    private SyncPeers peers = new SyncPeers();

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Machine.line());
        System.out.printf(
                "median of %d rounds in turns (least to most), after one of each that does not count and %d more of ours; engine: %s%n",
                rounds, warmUp, temporal == null ? "in the process" : "Temporal's dev server");
        if (rows.contains("small")) {
            measure("far", latency, List.of("small"));
        }
        List<String> near = rows.stream().filter(row -> !row.equals("small")).toList();
        if (!near.isEmpty()) {
            measure("near", 0, near);
        }
        return 0;
    }

    /** On an installation of its own. */
    private void measure(String name, int millis, List<String> measured) throws IOException, InterruptedException {
        Path place = work.toAbsolutePath().resolve(name);
        Path flows = place.resolve("flows");
        Map<String, String> settings = new HashMap<>(LongshoreCarrier.settings(flows, BUCKET));
        settings.put(SlowStoreMain.LATENCY, String.valueOf(millis));
        Setup setup =
                new Setup("sync", List.of(BUCKET), millis > 0 ? SlowStoreMain.class : S3ServerMain.class, settings);
        List<Carrier> carriers = new ArrayList<>();
        try (Installation installation = Installation.start(new Bed(place, temporal, null, new Peers()), setup)) {
            LongshoreCarrier ours = new LongshoreCarrier(installation, flows);
            carriers.add(ours);
            carriers.addAll(peers.start(installation, place.resolve("peers"), BUCKET));
            SyncRows turns = new SyncRows(installation.objects().resolve(BUCKET), carriers, warmUp, rounds);
            for (String row : measured) {
                measure(row, new Stage(installation, ours, turns));
            }
        } finally {
            for (Carrier carrier : carriers) {
                carrier.close();
            }
        }
    }

    private void measure(String row, Stage stage) throws IOException, InterruptedException {
        PrintStream out = System.out;
        switch (row) {
            case "small" -> {
                out.printf("%nEach request waits %d ms.%n", latency);
                stage.turns().move(new FileLoad(files, 4096), false, out);
            }
            case "big" -> stage.turns().move(new FileLoad(1, bigBytes), false, out);
            case "middle" -> stage.turns().move(new FileLoad(200, MIB), true, out);
            case "reconcile" -> stage.turns().compare(new FileLoad(10 * files, 1024), stage.ours(), out);
            case "settle" ->
                new SettleRow(stage.installation(), stage.ours().watchedFolder())
                        .measure(drops, Duration.ofSeconds(2), out);
            case "million" -> new TreeRow(stage.installation(), stage.ours()).measure(tree, rounds, out);
            default -> throw new IllegalArgumentException("There is no row " + row);
        }
    }

    private record Stage(Installation installation, LongshoreCarrier ours, SyncRows turns) {}
}
