package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.ledger.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Kills real workers with SIGKILL in the middle of a job. {@code mvn -Pcrash verify} does so many more times. */
final class WorkerCrashTest {

    private static final int PARTS_IN_FLIGHT = 4;
    private static final long PART = 5 << 20;
    private static final Map<String, String> WORKER = Map.of(
            "LONGSHORE_ARCHIVE_PART_SIZE", "5MB",
            "LONGSHORE_ARCHIVE_PAGE_BYTES", "10MB",
            "LONGSHORE_ARCHIVE_PARTS_AT_ONCE", "2",
            "LONGSHORE_WORKER_HEARTBEAT_THROTTLE", "500ms");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("longshore.crash.seeds", 2));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void packsAllOnceHoweverOftenItsWorkerIsKilled(long seed, @TempDir Path folder) {
        Random random = new Random(seed);
        int kills = 2 + random.nextInt(2);
        try (House house = House.withoutWorker(
                House.inProcess(),
                folder,
                Map.of("longshore.archive.heartbeat-timeout", "4s", "longshore.archive.pages-at-once", "2"))) {
            Map<String, String> trip = house.store().fill("trip/", sizes(random));
            house.proxy()
                    .spoil(request ->
                            PartGate.isPart(request) ? new Fault.Delay(Duration.ofMillis(100)) : new Fault.None());
            String id =
                    house.rest().order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/crash.zip\"}");

            for (int kill = 0; kill < kills; kill++) {
                Path log = folder.resolve("killed-" + kill + ".log");
                long enough = parts(house) + 1 + random.nextInt(3);
                killWhen(() -> parts(house) >= enough, folder, log, random);
            }
            try (ChildProcess last = worker(folder, folder.resolve("last.log"))) {
                JsonNode job = house.rest().awaitEnd(id);
                assertThat(job.path("state").asString()).as(job + last.output()).isEqualTo("done");
            }

            assertThat(house.store().entriesOf("s3://zip-storage/crash.zip")).isEqualTo(trip);
            assertThat(house.store().unfinishedUploads()).isEmpty();
            requireOrderInTheLedger(house, house.row(id), trip.size());
            requireNothingSentTwice(house, house.rest().job(id).path("result"), kills);
        }
    }

    @Test
    void blamesNoFileForWorkersThatAreKilledAtIt(@TempDir Path folder) {
        try (House house =
                House.withoutWorker(House.inProcess(), folder, Map.of("longshore.archive.heartbeat-timeout", "1s"))) {
            Map<String, String> trip = house.store().fill("trip/", 100, 9 << 20);
            PartGate gate = house.gateAfter(0);
            String id =
                    house.rest().order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/crash.zip\"}");

            for (int kill = 0; kill < 3; kill++) {
                int seen = gate.seen();
                killWhen(() -> gate.seen() > seen, folder, folder.resolve("killed-" + kill + ".log"), new Random(kill));
            }
            gate.open();
            try (ChildProcess last = worker(folder, folder.resolve("last.log"))) {
                JsonNode job = house.rest().awaitEnd(id);
                assertThat(job.path("state").asString()).as(job + last.output()).isEqualTo("done");
            }

            assertThat(house.store().entriesOf("s3://zip-storage/crash.zip")).isEqualTo(trip);
        }
    }

    private static int[] sizes(Random random) {
        int[] sizes = random.ints(24, 0, 4 << 20).toArray();
        sizes[random.nextInt(sizes.length)] = 0;
        sizes[random.nextInt(sizes.length)] = 12 << 20;
        return sizes;
    }

    private static ChildProcess worker(Path data, Path log) {
        return ChildProcess.start(
                LocalApplication.class, log, WORKER, "worker", "--pools", "archive", "--data", data.toString());
    }

    /** And a moment later. */
    private static void killWhen(BooleanSupplier condition, Path data, Path log, Random random) {
        try (ChildProcess worker = worker(data, log)) {
            Eventually.holds("a worker to send parts", condition);
            long end =
                    System.nanoTime() + Duration.ofMillis(random.nextInt(150)).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            worker.kill();
        }
    }

    private static long parts(House house) {
        return house.proxy().exchanges().stream()
                .filter(exchange -> PartGate.isPart(exchange.request()))
                .count();
    }

    private static void requireOrderInTheLedger(House house, Job job, int files) {
        assertThat(job.files().done()).isEqualTo(files);
        assertThat(job.files().failed() + job.files().skipped()).isZero();
        assertThat(job.bytes().done()).isEqualTo(job.bytes().total());
        assertThat(house.rest().files(job.id()))
                .hasSize(files)
                .extracting(file -> file.path("state").asString())
                .containsOnly("done");
    }

    /** No part whose arrival the store had answered came again, and the result says what had to. */
    private static void requireNothingSentTwice(House house, JsonNode result, int kills) {
        Set<String> held = new HashSet<>();
        Map<String, Integer> begun = new HashMap<>();
        for (PassedExchange exchange : house.proxy().exchanges()) {
            if (PartGate.isPart(exchange.request())) {
                Map<String, String> query = exchange.request().query();
                String part = query.get("uploadId") + " " + query.get("partNumber");
                assertThat(held).as("parts that the store held before").doesNotContain(part);
                begun.merge(part, 1, Integer::sum);
                if (exchange.status() == 200 && exchange.isAnswered()) {
                    held.add(part);
                }
            }
        }
        long seenAgain = begun.values().stream().mapToLong(times -> times - 1).sum();
        long sentAgain = result.path("bytesSentAgain").asLong();
        assertThat(begun.keySet()).hasSameSizeAs(held);
        assertThat(sentAgain).isLessThanOrEqualTo(PART * PARTS_IN_FLIGHT * kills);
        assertThat((sentAgain + PART - 1) / PART).isGreaterThanOrEqualTo(Math.max(0, seenAgain - 1));
        long copied = result.path("size").asLong()
                + sentAgain
                - result.path("bytesSent").asLong();
        assertThat(copied).as("bytes of the one file that is large enough").isPositive();
        assertThat(result.path("bytesCopiedByStore").asLong() % copied)
                .isZero(); // as often as a worker was lost with it
    }
}
