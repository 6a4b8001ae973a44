package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.SyncState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that no file can have, and names that are taken. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class DownNamesTest {

    private static final int SMALL = 1000;
    private static final int BIG = 2 * PART + 17;

    private SyncScene scene;
    private SceneFlow down;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        down = new SceneFlow(own, "in");
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, BIG})
    void anotherContentAtTheTargetStaysAndThisOneGetsANumber(int size) {
        scene.write("in/a.txt", bytes(size, 8));
        scene.write("in/a-1.txt/below", bytes(3, 9));
        scene.put("in/a.txt", bytes(size, 1));

        scene.play(scene.taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/a.txt", "in/a-1.txt/below", "in/a-2.txt");
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(size, 8));
        assertThat(scene.file("in/a-2.txt")).hasBinaryContent(bytes(size, 1));
        assertThat(down.only("a.txt").target()).endsWith("in/a-2.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, BIG})
    void theSameContentAtTheTargetIsTakenForMoved(int size) {
        scene.write("in/a.txt", bytes(size, 1));
        scene.put("in/a.txt", bytes(size, 1));

        scene.play(scene.taker(), "in");

        down.assertIsDown("a.txt", bytes(size, 1));
    }

    @Test
    void aKeyThatIsAFolderStaysWhereItIs() {
        scene.put("in/folder/", bytes(0, 1));
        scene.put("in/folder/a.txt", bytes(SMALL, 1));

        scene.play(scene.taker(), "in");

        assertThat(scene.files()).containsOnlyKeys("in/folder/a.txt");
        assertThat(scene.objects()).containsOnlyKeys("in/folder/");
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(scene.file("outside"));
        Files.createDirectories(scene.file("in"));
        Files.createSymbolicLink(scene.file("in/link"), outside);
        scene.put("in/link/deep/a.txt", bytes(SMALL, 1));
        scene.put("in/b.txt", bytes(SMALL, 2));

        scene.play(scene.taker(), "in");

        assertThat(outside).isEmptyDirectory();
        assertThat(scene.objects()).containsOnlyKeys("in/link/deep/a.txt");
        assertThat(scene.files()).containsOnlyKeys("in/b.txt");
        assertThat(down.only("link/deep/a.txt").state()).isEqualTo(SyncState.FAILED);
    }

    @Test
    void whatFailedIsTriedAgainWhenItsFlowIsStartedAgain() throws IOException {
        Path inTheWay = scene.write("in/a", bytes(3, 8));
        scene.put("in/a/b.txt", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        scene.play(taker, "in");
        assertThat(down.only("a/b.txt").state()).isEqualTo(SyncState.FAILED);
        Files.delete(inTheWay);

        scene.play(taker, "in");

        assertThat(down.only("a/b.txt").state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.files()).containsOnlyKeys("in/a/b.txt");
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void aFileInThePlaceOfAFolderFailsOnlyWhatGoesBelow() {
        scene.write("in/a", bytes(3, 8));
        scene.put("in/a/b.txt", bytes(SMALL, 1));
        scene.put("in/c.txt", bytes(SMALL, 2));

        scene.play(scene.taker(), "in");

        assertThat(scene.files()).containsOnlyKeys("in/a", "in/c.txt");
        assertThat(scene.objects()).containsOnlyKeys("in/a/b.txt");
        assertThat(down.only("a/b.txt").why()).startsWith("TARGET_EXISTS: ");
    }
}
