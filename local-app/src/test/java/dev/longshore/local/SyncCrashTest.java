package dev.longshore.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files come, change, are renamed and replaced at both sides while store, worker, ledger and engine are killed again and again.
 * In the end each content that was finished is at its target once. {@code mvn -Plong verify} kills a thousand times.
 */
final class SyncCrashTest {

    private static final int KILLS = Boolean.getBoolean("longshore.long") ? 1_000 : 6;
    private static final long SEED = 7;
    private static final long QUICK_NANOS = Duration.ofMillis(5).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(100).toNanos();

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void eachContentThatWasFinishedIsAtItsTargetOnce() {
        try (SyncTown town = SyncTown.start(folder);
                SyncBucket bucket = new SyncBucket(town.store())) {
            SyncUsers users = new SyncUsers(SEED, town, bucket, folder.resolve("made"));
            Eventually.holds(
                    "the flows to start",
                    () -> town.rest().post("/api/sync", "{}").statusCode() == 202);
            for (int kill = 0; kill < KILLS; kill++) {
                if (random.nextInt(3) > 0) {
                    awaitMove(town, users, random.nextBoolean() ? "local file" : "from MinIO");
                }
                changeFor(Duration.ofMillis(random.nextInt(2_500)), users);
                kill(town);
            }
            users.requireAllMoved();
        }
    }

    /** So that whom a kill hits is at work; others are hit while they start. */
    private static void awaitMove(SyncTown town, SyncUsers users, String side) {
        long before = town.removed(side);
        Eventually.holds("the next one to be removed: " + side, () -> {
            users.change();
            LockSupport.parkNanos(SLOW_NANOS);
            return town.removed(side) > before;
        });
    }

    private static void changeFor(Duration duration, SyncUsers users) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            users.change();
            LockSupport.parkNanos(QUICK_NANOS);
        }
    }

    private void kill(SyncTown town) {
        switch (random.nextInt(3)) {
            case 0 -> town.killStore();
            case 1 -> town.killWorker();
            default -> town.killAllButTheStore();
        }
    }
}
