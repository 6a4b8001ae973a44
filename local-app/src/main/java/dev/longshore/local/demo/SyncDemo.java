package dev.longshore.local.demo;

import dev.longshore.embedded.LocalPort;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.local.RunningLocally;
import dev.longshore.local.StartedParts;
import dev.longshore.storage.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Drops files into the folders and the bucket of the three flows while the worker that moves them is killed twice, and proves
 * that each is on exactly one side. Ends with 0 only if that held.
 */
public final class SyncDemo {

    private static final String HOST = "demo";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final PrintStream out;
    private final Story story;
    private int workers;

    /** @param data below which the demo has a folder of its own */
    public SyncDemo(Path data, PrintStream out) {
        this.data = data.resolve("demo");
        this.out = out;
        story = new Story(this.data, out, PATIENCE);
    }

    public int run() throws Exception {
        StartedParts parts = StartedParts.closedAtExit();
        try {
            return run(parts);
        } catch (Exception failure) {
            throw parts.explaining(failure);
        } finally {
            parts.close();
        }
    }

    private int run(StartedParts parts) throws Exception {
        RunningLocally all = RunningLocally.onItsOwn(data, parts);
        Path home = Files.createTempDirectory(Files.createDirectories(data), "sync-");
        story.say("Everything runs: API %s, S3 %s"
                .formatted(
                        all.endpoints().api(),
                        Objects.requireNonNull(all.endpoints().s3()).endpoint()));
        WorkerProcess first = worker(parts, home);
        story.await("a worker", first::isReady);
        List<FlowDrops> flows = List.of(
                new FlowDrops("output", Direction.UP, 100, home, all.part(Stores.class)),
                new FlowDrops("backup", Direction.UP, 40, home, all.part(Stores.class)),
                new FlowDrops("input", Direction.DOWN, 60, home, all.part(Stores.class)));
        new Api(Objects.requireNonNull(all.endpoints().api())).startFlows(HOST);
        story.say("Started the flows output, backup and input of " + home);

        drop(flows, 0.5);
        first.kill();
        story.say(
                "Killed worker %d with SIGKILL at %d of %d files".formatted(first.pid(), moved(flows), dropped(flows)));
        WorkerProcess second = worker(parts, home);
        story.await("another worker", second::isReady);
        drop(flows, 1);
        second.kill();
        story.say("Killed worker %d with SIGKILL at %d of %d files"
                .formatted(second.pid(), moved(flows), dropped(flows)));
        WorkerProcess third = worker(parts, home);
        story.await("the end of all files", () -> flows.stream().allMatch(FlowDrops::isAllMoved));
        story.say("Worker %d has moved the rest".formatted(third.pid()));

        FlowProof proof = FlowProof.of(all.part(Ledger.class), HOST, flows);
        out.print(proof.table() + next(home));
        return proof.holds() ? 0 : 1;
    }

    private WorkerProcess worker(StartedParts parts, Path home) throws Exception {
        workers++;
        String name = "sync-worker-" + workers;
        int port = LocalPort.free(1).get(0);
        Map<String, String> settings = Map.of(
                "LONGSHORE_WORKER_POOLS", "sync",
                "LONGSHORE_SYNC_HOST", HOST,
                "LONGSHORE_SYNC_SETTLE", "500ms",
                "LONGSHORE_SYNC_PART_SIZE", "5MB",
                "FOLDER_PATH_SYNC", home.toString(),
                "SYNC_INTERVAL", "1");
        return parts.start(() -> WorkerProcess.start(data, name, port, settings));
    }

    /** Until so much of all is dropped and a part of that has moved. */
    private void drop(List<FlowDrops> flows, double share) throws IOException, InterruptedException {
        long before = moved(flows);
        for (FlowDrops flow : flows) {
            flow.drop(share);
        }
        story.say("Dropped %d files, %,d bytes"
                .formatted(
                        dropped(flows),
                        flows.stream().mapToLong(FlowDrops::bytes).sum()));
        long enough = before + (dropped(flows) - before) / 3;
        story.await("the first of them to be moved", () -> moved(flows) >= enough);
    }

    private static long moved(List<FlowDrops> flows) {
        return flows.stream().mapToLong(FlowDrops::moved).sum();
    }

    private static long dropped(List<FlowDrops> flows) {
        return flows.stream().mapToLong(FlowDrops::dropped).sum();
    }

    private String next(Path home) {
        return String.format(Locale.ROOT, """

                  time              %.1f s in all
                  what ran          %s
                  the folders       %s

                Try next:
                  ./longshore up
                  ./longshore sync start --help
                """, story.seconds(), data.resolve("logs"), home);
    }
}
