package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.LocalPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files come, change, are renamed and replaced at both sides of a store that answers slowly or not at all, breaks off, is busy,
 * lists what was, and forgets uploads. In the end each content that was finished is at its target once.
 */
final class SyncBadStoreTest {

    private static final Duration TIME = Duration.ofSeconds(Boolean.getBoolean("longshore.long") ? 600 : 20);
    private static final Duration LONGEST = TIME.multipliedBy(5);
    private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void eachContentThatWasFinishedIsAtItsTargetOnce(long seed) throws IOException {
        int port = LocalPort.free(1).get(0);
        URI store = URI.create("http://127.0.0.1:" + port);
        try (CountingProxy line = CountingProxy.before(store);
                SyncTown town = SyncTown.start(folder, port, line.endpoint());
                SyncBucket bucket = new SyncBucket(town.store())) {
            SyncUsers users = new SyncUsers(seed, town, bucket, folder.resolve("made"));
            BadStore bad = new BadStore(seed, bucket);
            line.spoil(bad);
            Eventually.holds(
                    "the flows to start",
                    () -> town.rest().post("/api/sync", "{}").statusCode() == 202);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < (bad.hasShownAll() ? TIME : LONGEST).toNanos()) {
                users.change();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            line.spoil(request -> new Fault.None());

            users.requireAllMoved();
            assertThat(users.count()).isGreaterThan(200);
            assertThat(bad.hasShownAll()).isTrue();
        }
    }
}
