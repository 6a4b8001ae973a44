package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that no object can have. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class UpNamesTest {

    private static final int SMALL = 1000;
    private static final int BIG = 2 * PART + 17;

    @ParameterizedTest
    @ValueSource(ints = {SMALL, BIG})
    void aFileWhoseKeyWouldBeTooLongFailsAloneUntilItIsRenamed(int size, SyncScene scene) throws IOException {
        String tooLong = SceneFiles.pathThatIsTooLong();
        Path file = scene.write("out/" + tooLong, bytes(size, 1));
        scene.write("out/other", bytes(SMALL, 2));
        SyncTaker taker = scene.taker();

        scene.play(taker, "out");

        assertThat(scene.objects()).containsOnlyKeys("out/other");
        SyncFile failed = new SceneFlow(scene, "out").only(tooLong);
        assertThat(failed.state()).isEqualTo(SyncState.FAILED);
        assertThat(failed.why()).isEqualTo("UNSAFE_NAME: its key would have 1039 bytes; stores take at most 1024");
        assertThat(file).hasBinaryContent(bytes(size, 1));

        Files.move(file, scene.file("out/short"));
        scene.play(taker, "out");

        assertThat(scene.object("out/short")).isEqualTo(bytes(size, 1));
    }
}
