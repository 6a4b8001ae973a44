package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.FaultPlan;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills real workers with SIGKILL right before and right after one of their calls to the store. A worker takes seconds to
 * start, so this takes a few calls by seed, {@code mvn -Plong} more of them; {@code KillAtEachCallTest} of {@code activities}
 * goes through all of them with workers that are threads.
 */
final class KilledAtACallTest {

    private static final int KILLS = Boolean.getBoolean("longshore.long") ? 20 : 2;
    private static final long SEED = 7;
    private static final Map<String, String> WORKER = Map.of(
            "LONGSHORE_ARCHIVE_PART_SIZE", "5MB",
            "LONGSHORE_ARCHIVE_PAGE_BYTES", "10MB",
            "LONGSHORE_ARCHIVE_PARTS_AT_ONCE", "1",
            "LONGSHORE_WORKER_HEARTBEAT_THROTTLE", "500ms");

    /** Kills the worker at the call of that number, counted from the order on. */
    private static final class Trap implements FaultPlan {

        private final int call;
        private final boolean after;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicReference<@Nullable ChildProcess> worker = new AtomicReference<>();

        Trap(int call, boolean after) {
            this.call = call;
            this.after = after;
        }

        @Override
        public Fault faultFor(PassedRequest request) {
            if (calls.incrementAndGet() != call) {
                return new Fault.None();
            }
            if (after) {
                return new Fault.LoseAnswer(this::kill);
            }
            kill();
            return new Fault.Refuse(503); // nobody is there to hear it
        }

        private void kill() {
            Eventually.become("the worker to be known", () -> Optional.ofNullable(worker.get()))
                    .kill();
        }
    }

    @Test
    void packsTheSameWhereverItsWorkerIsKilled(@TempDir Path folder) {
        Random random = new Random(SEED);
        try (House house =
                House.withoutWorker(House.inProcess(), folder, Map.of("longshore.archive.heartbeat-timeout", "2s"))) {
            Map<String, String> trip = house.store().fill("trip/", 100, 11 << 20, 0, 11 << 20, 1 << 20);
            int calls = callsOfAnUndisturbedJob(house, folder);
            String undisturbed = house.store().sha256Of("undisturbed.zip");

            for (int kill = 0; kill < KILLS; kill++) {
                int call = 1 + random.nextInt(calls);
                boolean after = random.nextBoolean();
                String archive = "killed-" + kill + ".zip";
                packWithAKill(house, folder, new Trap(call, after), archive);
                String when = (after ? "after" : "before") + " call " + call + " of " + calls;
                assertThat(house.store().sha256Of(archive)).as(when).isEqualTo(undisturbed);
                assertThat(house.store().unfinishedUploads()).as(when).isEmpty();
                assertThat(house.store().archivesBelow("longshore-temporary/"))
                        .as(when)
                        .isEmpty();
            }
            assertThat(house.store().entriesOf("s3://zip-storage/undisturbed.zip"))
                    .isEqualTo(trip);
        }
    }

    private static int callsOfAnUndisturbedJob(House house, Path folder) {
        try (ChildProcess worker = worker(folder, folder.resolve("first.log"))) {
            String asking = order(house, "asking.zip"); // after it the store's abilities are known
            requireDone(house, asking, worker);
            Trap never = new Trap(Integer.MAX_VALUE, false);
            String id = order(house, "undisturbed.zip");
            house.proxy().spoil(never);
            requireDone(house, id, worker);
            return never.calls.get();
        }
    }

    private static void packWithAKill(House house, Path folder, Trap trap, String archive) {
        String id = order(house, archive);
        house.proxy().forget();
        house.proxy().spoil(trap);
        try (ChildProcess victim = worker(folder, folder.resolve(archive + "-victim.log"))) {
            trap.worker.set(victim);
            Eventually.holds("the worker to be killed", () -> !victim.isAlive());
        }
        try (ChildProcess last = worker(folder, folder.resolve(archive + "-last.log"))) {
            requireDone(house, id, last);
        }
        requireNoHeldPartSentAgain(house.proxy().exchanges());
    }

    private static String order(House house, String archive) {
        return house.rest()
                .order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/" + archive + "\"}");
    }

    private static void requireDone(House house, String id, ChildProcess worker) {
        JsonNode job = house.rest().awaitEnd(id);
        assertThat(job.path("state").asString()).as(job + worker.output()).isEqualTo("done");
    }

    private static ChildProcess worker(Path data, Path log) {
        return ChildProcess.start(
                LocalApplication.class, log, WORKER, "worker", "--pools", "archive", "--data", data.toString());
    }

    private static void requireNoHeldPartSentAgain(List<PassedExchange> exchanges) {
        Set<String> held = new HashSet<>();
        for (PassedExchange exchange : exchanges) {
            PassedRequest request = exchange.request();
            if (PartGate.isPart(request) && !request.headers().containsKey("x-amz-copy-source")) {
                String part = request.path() + " " + request.query().get("partNumber");
                assertThat(held).as("parts that the store held before").doesNotContain(part);
                if (exchange.status() == 200) {
                    held.add(part);
                }
            }
        }
        assertThat(held).isNotEmpty();
    }
}
