package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(180)
@ExtendWith(SyncScenes.class)
class SyncMetersTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @Test
    void allFiguresAreThereFromTheStart() {
        SyncTaker taker = scene.taker();

        taker.announce();

        assertThat(taker.counted("longshore.sync.files", "out", "direction", "up", "outcome", "failed"))
                .isZero();
        assertThat(taker.counted("longshore.sync.bytes", "in", "direction", "down"))
                .isZero();
        assertThat(taker.counted("longshore.sync.verify.failures", "in")).isZero();
        assertThat(taker.counted("longshore.sync.rescans", "out")).isZero();
    }

    @Test
    void filesAndBytesAreCounted() {
        scene.write("out/a", bytes(10, 1));
        scene.write("out/b", bytes(7, 2));
        scene.put("in/c", bytes(5, 3));
        SyncTaker taker = scene.taker();

        scene.play(taker, "out");
        scene.play(taker, "in");

        assertThat(taker.counted("longshore.sync.files", "out", "direction", "up", "outcome", "moved"))
                .isEqualTo(2);
        assertThat(taker.counted("longshore.sync.bytes", "out", "direction", "up"))
                .isEqualTo(17);
        assertThat(taker.counted("longshore.sync.files", "in", "direction", "down", "outcome", "moved"))
                .isOne();
        assertThat(taker.counted("longshore.sync.bytes", "in", "direction", "down"))
                .isEqualTo(5);
    }

    @Test
    void deletesThatWereRefusedAreCounted() {
        scene.put("in/a", bytes(10, 1));
        AtomicBoolean once = new AtomicBoolean();
        SyncTaker taker = scene.taker();
        scene.line().spoil(request -> {
            if (scene.isOf(request, "HEAD", "in/a") && once.compareAndSet(false, true)) {
                scene.put("in/a", bytes(10, 2));
            }
            return new Fault.None();
        });

        scene.play(taker, "in");

        assertThat(taker.counted("longshore.sync.deletes.refused", "in")).isOne();
        assertThat(taker.counted("longshore.sync.files", "in", "direction", "down", "outcome", "replaced"))
                .isOne();
    }
}
