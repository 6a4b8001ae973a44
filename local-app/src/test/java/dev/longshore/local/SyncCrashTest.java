package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    private final Contents up = new Contents(SEED);
    private final Contents down = new Contents(SEED + 1);

    @TempDir
    Path folder;

    @Test
    void eachContentThatWasFinishedIsAtItsTargetOnce() throws IOException {
        try (SyncTown town = SyncTown.start(folder);
                SyncBucket bucket = new SyncBucket(town.store())) {
            Eventually.holds(
                    "the flows to start",
                    () -> town.rest().post("/api/sync", "{}").statusCode() == 202);
            for (int kill = 0; kill < KILLS; kill++) {
                long until = System.nanoTime()
                        + Duration.ofMillis(500 + random.nextInt(2_500)).toNanos();
                while (System.nanoTime() < until) {
                    change(town.home().resolve("output"));
                    changeDown(bucket);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                kill(town);
            }
            Path output = town.home().resolve("output");
            Path input = town.home().resolve("input");
            Eventually.empties("the output folder", () -> SyncFolder.names(output));
            Eventually.empties("the input prefix", () -> bucket.names("input/"));
            assertThat(up.faultsOf(bucket.sums("output/"))).isEmpty();
            assertThat(down.faultsOf(SyncFolder.sums(input))).isEmpty();
            requireReceipts(town, "output", up);
            requireReceipts(town, "input", down);
        }
    }

    private void kill(SyncTown town) {
        switch (random.nextInt(3)) {
            case 0 -> town.killStore();
            case 1 -> town.killWorker();
            default -> town.killAllButTheStore();
        }
    }

    private void change(Path output) throws IOException {
        List<String> names = up.names();
        int what = random.nextInt(10);
        if (what < 6 || names.isEmpty()) {
            drop(output, "d" + random.nextInt(9) + "/f" + random.nextInt(100_000));
        } else if (what < 8) {
            drop(output, names.get(random.nextInt(names.size())));
        } else {
            rename(output, names.get(random.nextInt(names.size())), "renamed/r" + random.nextInt(100_000));
        }
    }

    /** Whole at once under its name, which another file may have had, and still have. */
    private void drop(Path output, String name) throws IOException {
        byte[] content = up.make(size());
        Path made = Files.write(Files.createDirectories(folder.resolve("made")).resolve("new"), content);
        Path place = output.resolve(name);
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        try {
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            up.finished(name, content);
        } catch (NoSuchFileException folderWasEmptiedMeanwhile) {
            drop(output, name);
        }
    }

    private void rename(Path output, String from, String to) throws IOException {
        Path place = output.resolve(to);
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        try {
            Files.move(output.resolve(from), place, StandardCopyOption.ATOMIC_MOVE);
            up.renamed(from, to);
        } catch (NoSuchFileException movedToTheBucketMeanwhile) {
            return;
        }
    }

    private void changeDown(SyncBucket bucket) {
        List<String> names = down.names();
        String name = random.nextInt(4) > 0 || names.isEmpty()
                ? "in " + random.nextInt(9) + "/o" + random.nextInt(100_000)
                : names.get(random.nextInt(names.size()));
        byte[] content = down.make(size());
        bucket.put("input/" + name, content);
        down.finished(name, content);
    }

    private int size() {
        return random.nextInt(300) == 0 ? 11_000_000 : random.nextInt(20_000);
    }

    /** Of each content that had to be moved one name, at least, has a receipt that is older than the end of its source. */
    private static void requireReceipts(SyncTown town, String flow, Contents contents) {
        contents.kept()
                .values()
                .forEach(names -> assertThat(names).anySatisfy(name -> Receipts.require(town.rest(), flow, name)));
    }
}
