package dev.longshore.local.demo;

import dev.longshore.embedded.LocalPort;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import dev.longshore.local.RunningLocally;
import dev.longshore.local.StartedParts;
import dev.longshore.storage.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Packs an album while one of two workers is killed in the middle, and proves the archive. Ends with 0 only if all of that
 * held.
 */
public final class ArchiveDemo {

    private static final int IMAGES = 90;

    /** In bytes sent: two parts, of more than ten. */
    private static final double ENOUGH_TO_BE_MISSED = 10_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(80);

    private final long begun = System.nanoTime();
    private final Path data;
    private final PrintStream out;

    /** @param data below which the demo has a folder of its own */
    public ArchiveDemo(Path data, PrintStream out) {
        this.data = data.resolve("demo");
        this.out = out;
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
        List<WorkerProcess> workers = new ArrayList<>();
        for (int port : LocalPort.free(2)) {
            String name = "worker-" + (workers.size() + 1);
            workers.add(parts.start(() -> WorkerProcess.start(data, name, port)));
        }
        say("Everything runs: API %s, S3 %s, engine %s"
                .formatted(
                        all.endpoints().api(),
                        Objects.requireNonNull(all.endpoints().s3()).endpoint(),
                        Objects.requireNonNull(all.endpoints().engine()).way()));
        return play(all, workers);
    }

    private int play(RunningLocally all, List<WorkerProcess> workers) throws IOException, InterruptedException {
        Stores stores = all.part(Stores.class);
        Map<String, String> sums = new Album(stores, "source-images").put(IMAGES);
        say("Put %d images into s3://source-images/%s".formatted(sums.size(), Album.PREFIX));
        await("two workers", () -> workers.stream().allMatch(WorkerProcess::isReady));
        Jobs jobs = all.part(Ledger.class).jobs();
        Api api = new Api(Objects.requireNonNull(all.endpoints().api()));
        String id = api.startArchive("s3://source-images/" + Album.PREFIX);
        say("Started " + id);
        killInTheMiddle(jobs, id, workers);
        await("the end of the job", () -> job(jobs, id).state().isFinished());
        Job job = job(jobs, id);
        if (job.state() != JobState.DONE) {
            say("The job " + job.state().word() + ": " + job.failure());
            return 1;
        }
        Proof proof = Proof.of(stores, job, sums, data);
        out.print(proof.table(Duration.ofMillis(millis()), data));
        return proof.holds() ? 0 : 1;
    }

    private void killInTheMiddle(Jobs jobs, String id, List<WorkerProcess> workers) throws InterruptedException {
        List<WorkerProcess> atWork = new ArrayList<>();
        await("the first parts", () -> {
            workers.stream()
                    .filter(worker -> worker.bytesSent() >= ENOUGH_TO_BE_MISSED)
                    .forEach(atWork::add);
            return !atWork.isEmpty() || job(jobs, id).state().isFinished();
        });
        Job before = job(jobs, id);
        WorkerProcess busiest = atWork.isEmpty() ? workers.get(0) : atWork.get(0);
        busiest.kill();
        if (before.state().isFinished()) {
            throw new IllegalStateException("the job was done before a worker could be killed; nothing was shown");
        }
        say("Killed worker %d with SIGKILL at %d of %d files; the other goes on"
                .formatted(busiest.pid(), before.files().done(), before.files().total()));
    }

    private static Job job(Jobs jobs, String id) {
        return jobs.find(id).orElseThrow();
    }

    private void await(String what, BooleanSupplier there) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "waited in vain for " + what + "; the logs are in " + data.resolve("logs"));
            }
            Thread.sleep(20);
        }
    }

    private void say(String line) {
        out.printf(Locale.ROOT, "%5.1f s  %s%n", millis() / 1000.0, line);
    }

    private long millis() {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    static Path keptZip(Path data) throws IOException {
        return Files.createDirectories(data).resolve("trip.zip");
    }
}
