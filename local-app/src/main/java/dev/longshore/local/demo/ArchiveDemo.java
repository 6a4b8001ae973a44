package dev.longshore.local.demo;

import dev.longshore.connections.Endpoints;
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

/**
 * Packs an album while one of two workers is killed in the middle, then films that the store copies itself, and proves both
 * archives. Ends with 0 only if all of that held.
 */
public final class ArchiveDemo {

    private static final int IMAGES = 90;
    private static final int FILMS = 3;

    /** In bytes sent: two parts, of more than ten. */
    private static final double ENOUGH_TO_BE_MISSED = 10_000_000;

    private static final Map<String, String> WORKER = Map.of(
            "LONGSHORE_WORKER_POOLS", "archive",
            "LONGSHORE_ARCHIVE_PAGE_BYTES", "16MB",
            "LONGSHORE_ARCHIVE_PART_SIZE", "5MB",
            "LONGSHORE_ARCHIVE_PARTS_AT_ONCE", "1");

    private static final Duration PATIENCE = Duration.ofSeconds(80);

    private final Path data;
    private final PrintStream out;
    private final Story story;

    /** @param data below which the demo has a folder of its own */
    public ArchiveDemo(Path data, PrintStream out) {
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
        List<WorkerProcess> workers = new ArrayList<>();
        for (int port : LocalPort.free(2)) {
            String name = "worker-" + (workers.size() + 1);
            workers.add(parts.start(() -> WorkerProcess.start(data, name, port, WORKER)));
        }
        story.say("Everything runs: API %s, S3 %s, engine %s"
                .formatted(
                        all.endpoints().api(),
                        Objects.requireNonNull(all.endpoints().s3()).endpoint(),
                        Objects.requireNonNull(all.endpoints().engine()).way()));
        return play(all, workers);
    }

    private int play(RunningLocally all, List<WorkerProcess> workers) throws IOException, InterruptedException {
        Stores stores = all.part(Stores.class);
        Map<String, String> sums = new Album(stores, "source-images").put(IMAGES);
        story.say("Put %d images into s3://source-images/%s".formatted(sums.size(), Album.PREFIX));
        story.await("two workers", () -> workers.stream().allMatch(WorkerProcess::isReady));
        Jobs jobs = all.part(Ledger.class).jobs();
        Api api = new Api(Objects.requireNonNull(all.endpoints().api()));
        String id = api.startArchive("s3://source-images/" + Album.PREFIX, "auto");
        story.say("Started " + id);
        killInTheMiddle(jobs, id, workers);
        Proof album = Proof.of(stores, ended(jobs, id), sums, keptZip(data, "trip.zip"));
        Proof films = packFilms(all, api, jobs);
        out.print(album.table() + films.shortTable() + next(album));
        return album.holds() && films.holds() ? 0 : 1;
    }

    /** Large files the store copies itself, so hardly a byte of them passes through the worker that is left. */
    private Proof packFilms(RunningLocally all, Api api, Jobs jobs) throws IOException, InterruptedException {
        Endpoints.S3 store = Objects.requireNonNull(all.endpoints().s3());
        Map<String, String> sums = new Films(store, "source-images").put(FILMS);
        story.say(
                "Put %d films of %d MiB into s3://source-images/%s".formatted(FILMS, Films.BYTES >> 20, Films.PREFIX));
        String id = api.startArchive("s3://source-images/" + Films.PREFIX, "fewest-bytes");
        story.say("Started " + id);
        return Proof.of(all.part(Stores.class), ended(jobs, id), sums, keptZip(data, "films.zip"));
    }

    private Job ended(Jobs jobs, String id) throws InterruptedException {
        story.await("the end of the job", () -> job(jobs, id).state().isFinished());
        Job job = job(jobs, id);
        if (job.state() != JobState.DONE) {
            throw new IllegalStateException("job " + id + " " + job.state().word() + ": " + job.failure());
        }
        return job;
    }

    private String next(Proof album) {
        return String.format(Locale.ROOT, """

                  time              %.1f s in all
                  what ran          %s

                Try next:
                  unzip -t %s
                  ./longshore up
                  ./longshore archive start --help
                """, story.seconds(), data.resolve("logs"), album.zip());
    }

    private void killInTheMiddle(Jobs jobs, String id, List<WorkerProcess> workers) throws InterruptedException {
        List<WorkerProcess> atWork = new ArrayList<>();
        story.await("the first parts", () -> {
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
        story.say("Killed worker %d with SIGKILL at %d of %d files; the other goes on"
                .formatted(busiest.pid(), before.files().done(), before.files().total()));
    }

    private static Job job(Jobs jobs, String id) {
        return jobs.find(id).orElseThrow();
    }

    private static Path keptZip(Path data, String name) throws IOException {
        return Files.createDirectories(data).resolve(name);
    }
}
