package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.activities.sync.SyncRulesProperties.FlowRulesProperties;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are finished when another says so. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class MarkerTest {

    private static final int SMALL = 1000;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void aFileIsMovedWhenItsMarkerIsThereAndTheMarkerIsNot(int size) {
        scene.write("out/deep/a.txt", bytes(SMALL, 1));
        scene.write("out/deep/a.txt.done", bytes(size, 2));
        scene.write("out/b.txt", bytes(SMALL, 3));

        scene.play(taker(null), "out");

        assertThat(scene.objects()).containsOnlyKeys("out/deep/a.txt");
        assertThat(scene.object("out/deep/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.files()).containsOnlyKeys("out/b.txt");
    }

    @Test
    void aMarkerWithoutAFileStays() {
        scene.write("out/a.txt.done", bytes(5, 2));
        scene.write("out/.done", bytes(5, 3));

        scene.play(taker(null), "out");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("out/a.txt.done", "out/.done");
    }

    @Test
    void aMarkerThatIsOlderThanItsFileIsThatOfAnother() {
        scene.write("out/a.txt.done", new byte[0]);
        Poll.until(this::isLaterThanMarker);

        SyncTaker taker = taker(null);

        scene.play(taker, "out");

        assertThat(scene.objects()).isEmpty();
        scene.write("out/a.txt.done", new byte[1]);
        scene.play(taker, "out");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aMarkerThatIsAnotherByThenStays() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/a.txt.done", bytes(1, 1));
        AtomicBoolean once = new AtomicBoolean();
        SyncTaker taker = taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            if (once.compareAndSet(false, true)) {
                scene.replace("out/a.txt.done", bytes(2, 2));
            }
        }));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/a.txt.done");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void whereverAWorkerVanishesFileAndMarkerGo(When when) {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/a.txt.done", bytes(1, 1));
        SyncTaker victim = taker(BreakingMover.at(when, known -> {
            throw new SyncTaker.Vanished();
        }));

        vanishAndGoOn(victim);

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(life()).extracting(SyncFile::state).containsExactly(SyncState.MOVED);
    }

    @Test
    void whoVanishedBetweenFileAndMarkerIsFollowedByWhoRemovesTheMarker() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/a.txt.done", bytes(1, 1));
        SyncTaker victim = taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            delete("out/a.txt");
            SceneFiles.move(scene.file("out/a.txt.done"), scene.file("out/.longshore-trash/m" + known.id()));
            throw new SyncTaker.Vanished();
        }));

        vanishAndGoOn(victim);

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aMarkerThatLiesAsideIsSettledWhenNobodyGoesOn() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.write("out/a.txt.done", bytes(1, 1));
        SyncTaker victim = taker(BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            SceneFiles.move(scene.file("out/a.txt.done"), scene.file("out/.longshore-trash/m" + known.id()));
            throw new SyncTaker.Vanished();
        }));
        SceneFlow out = new SceneFlow(scene, "out");
        out.abandon(out.breakOff(victim));

        out.sweepAndPlay(taker(null));

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aFlowOfDownloadsHasNoMarkers() {
        assertThatThrownBy(() -> Flows.of(scene.properties(true), rules("in")))
                .hasMessageContaining("longshore.sync.flows[].marker of in");
        assertThatThrownBy(() -> new FlowRulesProperties("out", null, "a/b", "suffix", null))
                .hasMessageContaining("longshore.sync.flows[].marker is 'a/b'");
    }

    private static SyncRulesProperties rules(String flow) {
        return new SyncRulesProperties(
                Duration.ZERO, "off", List.of(new FlowRulesProperties(flow, null, ".done", "suffix", null)));
    }

    private SyncTaker taker(@Nullable UnaryOperator<Mover> wrapping) {
        return scene.taker(rules("out"), wrapping);
    }

    private void vanishAndGoOn(SyncTaker victim) {
        Run flow = scene.start(victim, "out");
        Run pass = scene.pass(victim, flow);
        SyncTaker.vanishing(() -> victim.steps().move(pass, 0, 9));
        victim.close();
        SyncTaker next = taker(null);
        scene.move(next, pass);
        next.steps().open(flow);
        scene.goOn(next, flow);
    }

    /** File systems count time in steps. */
    private boolean isLaterThanMarker() throws IOException {
        scene.write("out/a.txt", bytes(SMALL, 1));
        FileTime marker = Files.getLastModifiedTime(scene.file("out/a.txt.done"));
        return Files.getLastModifiedTime(scene.file("out/a.txt")).compareTo(marker) > 0;
    }

    private void delete(String path) {
        try {
            Files.delete(scene.file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SyncFile> life() {
        return scene.life("out", "a.txt");
    }
}
