package dev.longshore.local;

import java.io.IOException;
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
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void eachContentThatWasFinishedIsAtItsTargetOnce() throws IOException {
        try (SyncTown town = SyncTown.start(folder);
                SyncBucket bucket = new SyncBucket(town.store())) {
            SyncUsers users = new SyncUsers(SEED, town, bucket, folder.resolve("made"));
            Eventually.holds(
                    "the flows to start",
                    () -> town.rest().post("/api/sync", "{}").statusCode() == 202);
            for (int kill = 0; kill < KILLS; kill++) {
                long until = System.nanoTime()
                        + Duration.ofMillis(500 + random.nextInt(2_500)).toNanos();
                while (System.nanoTime() < until) {
                    users.change();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                kill(town);
            }
            users.requireAllMoved();
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
