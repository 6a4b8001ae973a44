package dev.longshore.benchmarks;

import dev.longshore.activities.archive.ZipArchiveActivitiesImpl;
import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.NewFile;
import dev.longshore.ledger.NewJob;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plays the steps in the order of the workflow, as many pages at once as a worker takes. */
final class PlayedArchive implements AutoCloseable {

    private static final int PAGES_AT_ONCE = 3;

    /** A page of a step, by the numbers of its first and its last. */
    private interface Page {
        void work(ZipArchiveActivities steps, long first, long last);
    }

    private final Ledger ledger;
    private final JobActivitiesImpl jobs;
    private final List<TestActivityEnvironment> contexts = new ArrayList<>();
    private final BlockingQueue<ZipArchiveActivities> free = new ArrayBlockingQueue<>(PAGES_AT_ONCE);
    private final ExecutorService threads = Executors.newFixedThreadPool(PAGES_AT_ONCE);

    /** Each context plays one step at a time. */
    PlayedArchive(Ledger ledger, ZipArchiveActivitiesImpl steps) {
        this.ledger = ledger;
        this.jobs = new JobActivitiesImpl(ledger.runs());
        ActivityOptions options = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofHours(1))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .build();
        for (int i = 0; i < PAGES_AT_ONCE; i++) {
            TestActivityEnvironment context = TestActivityEnvironment.newInstance();
            context.registerActivitiesImplementations(steps);
            contexts.add(context);
            free.add(context.newActivityStub(ZipArchiveActivities.class, options));
        }
    }

    /** From the row of the job to its end; answers what passed through this process. */
    String made(JsonNode order) {
        Run run = accepted(order);
        jobs.begin(run);
        Sources sources = step(steps -> steps.listSources(run));
        inPages(
                1,
                sources.files(),
                sources.pageSize(),
                (steps, first, last) -> steps.inspectSources(run, first - 1, last - 1));
        LaidOut plan = step(steps -> steps.layOut(run));
        step(steps -> {
            steps.openUpload(run);
            return run;
        });
        build(run, plan);
        String result = step(steps -> steps.prove(run));
        jobs.close(run, Ending.done(result));
        JsonNode moved = JsonMapper.shared().readTree(result);
        return "{\"down\":" + moved.get("bytesRead") + ",\"up\":" + moved.get("bytesSent") + "}";
    }

    private Run accepted(JsonNode order) {
        String id = "archive:" + UUID.randomUUID();
        ObjectNode request = JsonMapper.shared().createObjectNode().put("exists", "replace");
        request.put(
                "to",
                "s3://" + order.get("target").asString() + "/"
                        + order.get("key").asString());
        request.put("missing", "fail").put("names", "suffix").put("manifest", false);
        String bucket = "s3://" + order.get("bucket").asString() + "/";
        NewJob job = new NewJob(id, "archive", request.toString(), "hash", null, "benchmark", true);
        ledger.jobs()
                .accept(
                        job,
                        rows -> order.get("keys")
                                .forEach(key -> rows.accept(new NewFile(
                                        bucket + key.asString(), EntryNames.of(key.asString(), null), null, null))));
        return new Run(id, ledger.jobs().takeEpoch(id).orElseThrow());
    }

    private void build(Run run, LaidOut plan) {
        inPages(
                1,
                plan.bodies() > 0 ? plan.parts() : 0,
                plan.pageSize(),
                (steps, first, last) -> steps.buildBodies(run, (int) first, (int) last));
        inPages(
                1,
                plan.seams() > 0 ? plan.parts() : 0,
                plan.pageSize(),
                (steps, first, last) -> steps.buildSeams(run, (int) first, (int) last));
        step(steps -> steps.buildDirectory(run));
        if (!step(steps -> steps.complete(run))) {
            throw new IllegalStateException("The store lost the upload of " + run.jobId());
        }
    }

    private void inPages(long first, long last, int size, Page page) {
        List<CompletableFuture<Void>> pages = new ArrayList<>();
        for (long start = first; start <= last; start += size) {
            long begin = start;
            long end = Math.min(last, start + size - 1);
            pages.add(CompletableFuture.runAsync(
                    () -> step(steps -> {
                        page.work(steps, begin, end);
                        return end;
                    }),
                    threads));
        }
        pages.forEach(CompletableFuture::join);
    }

    /** In a context of its own, as each step has one in a worker. */
    private <T> T step(Function<ZipArchiveActivities, T> work) {
        try {
            ZipArchiveActivities steps = free.take();
            try {
                return work.apply(steps);
            } finally {
                free.add(steps);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", end);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        contexts.forEach(TestActivityEnvironment::close);
    }
}
