package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.ledger.sync.SyncFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A content whose own name is another's, of which a worker died before its receipt; meanwhile the name became free. */
@Timeout(120)
@ExtendWith(SyncScenes.class)
class ChosenNamesTest {

    private static final int SMALL = 1000;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, 2 * PART})
    void isInTheBucketOnce(int size) {
        scene.put("out/a.txt", bytes(SMALL, 7));
        scene.write("out/a.txt", bytes(size, 1));
        SceneFlow up = new SceneFlow(scene, "out");

        up.goOn(up.breakOff(When.AFTER_COPY, known -> scene.remove("out/a.txt")));

        assertThat(scene.objects()).containsOnlyKeys("out/a-1.txt");
        assertThat(scene.object("out/a-1.txt")).isEqualTo(bytes(size, 1));
    }

    @Test
    void isInTheFolderOnce() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        scene.write("in/a.txt", bytes(SMALL, 7));
        SceneFlow down = new SceneFlow(scene, "in");

        down.goOn(down.breakOff(When.AFTER_COPY, removing("in/a.txt")));

        assertThat(scene.files()).containsOnlyKeys("in/a-1.txt");
        assertThat(scene.file("in/a-1.txt")).hasBinaryContent(bytes(SMALL, 1));
    }

    /** Then it gets its own name. */
    @Test
    void isPutAnewIfItIsNotThereAnyMore() {
        scene.put("out/a.txt", bytes(SMALL, 7));
        scene.write("out/a.txt", bytes(SMALL, 1));
        SceneFlow up = new SceneFlow(scene, "out");

        up.goOn(up.breakOff(When.AFTER_COPY, known -> {
            scene.remove("out/a.txt");
            scene.remove("out/a-1.txt");
        }));

        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(SMALL, 1));
    }

    private Consumer<SyncFile> removing(String path) {
        return known -> {
            try {
                Files.delete(scene.file(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
