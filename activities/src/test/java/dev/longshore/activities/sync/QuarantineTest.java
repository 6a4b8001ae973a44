package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SceneFlow.KEPT_A_WEEK;
import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are kept for a while after their content was verified at the target. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class QuarantineTest {

    private static final int SMALL = 1000;

    private SyncScene scene;
    private SceneFlow up;
    private SceneFlow down;
    private @Nullable SyncTaker current;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        up = new SceneFlow(own, "out");
        down = new SceneFlow(own, "in");
    }

    @Test
    void aFileIsKeptUnderTheDayOnWhichItWasFound() {
        scene.write("out/deep/a.txt", bytes(SMALL, 1));

        scene.play(taker(), "out");

        SyncFile file = up.only("deep/a.txt");
        assertThat(scene.object("out/deep/a.txt")).isEqualTo(bytes(SMALL, 1));
        assertThat(scene.files()).containsOnlyKeys("out/.longshore-trash/" + dayOf(file) + "/deep/a.txt");
        assertThat(file.state()).isEqualTo(SyncState.MOVED);
        assertThat(file.why()).contains(".longshore-trash/" + dayOf(file) + "/deep/a.txt");
    }

    @Test
    void filesOfTheSameNameAreKeptBesideEachOther() {
        SyncTaker taker = taker();
        for (int seed = 1; seed <= 3; seed++) {
            scene.write("out/a", bytes(SMALL, seed));
            scene.play(taker, "out");
            scene.objects().keySet().forEach(scene::remove);
        }
        scene.write("out/a/below.txt", bytes(SMALL, 4));

        scene.play(taker, "out");

        assertThat(scene.files().values())
                .containsExactlyInAnyOrder(bytes(SMALL, 1), bytes(SMALL, 2), bytes(SMALL, 3), bytes(SMALL, 4));
        assertThat(scene.files().keySet()).allMatch(path -> path.startsWith("out/.longshore-trash/"));
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void whereverAWorkerVanishesEachFileIsKeptOnce(When when) {
        scene.write("out/a.txt", bytes(SMALL, 1));

        vanishAndGoOn(when, "out");

        SyncFile file = up.only("a.txt");
        assertThat(scene.files()).containsOnlyKeys("out/.longshore-trash/" + dayOf(file) + "/a.txt");
        assertThat(file.why()).contains(".longshore-trash/");
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void aFileIsRemovedForGoodWhenItsTimeIsOver() {
        scene.write("out/deep/a.txt", bytes(SMALL, 1));
        scene.play(taker(), "out");
        scene.age("out", "8 days");
        SyncTaker taker = taker();
        scene.write("out/b.txt", bytes(SMALL, 2));

        scene.play(taker, "out");

        assertThat(scene.files()).containsOnlyKeys("out/.longshore-trash/" + dayOf(up.only("b.txt")) + "/b.txt");
        assertThat(up.only("deep/a.txt").state()).isEqualTo(SyncState.MOVED);
        assertThat(up.only("deep/a.txt").why()).contains("until");
        assertThat(scene.file("out/.longshore-trash/" + dayOf(up.only("b.txt")) + "/deep"))
                .doesNotExist();
    }

    @Test
    void anotherFileInItsPlaceStaysWhenItsTimeIsOver() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        scene.play(taker(), "out");
        String place = "out/.longshore-trash/" + dayOf(up.only("a.txt")) + "/a.txt";
        scene.replace(place, bytes(SMALL, 2));
        scene.age("out", "8 days");

        scene.play(taker(), "out");

        assertThat(scene.file(place)).hasBinaryContent(bytes(SMALL, 2));
    }

    @Test
    void whatLiesAsideBehindItsReceiptIsKeptToo() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker victim = scene.taker(KEPT_A_WEEK, BreakingMover.at(When.BEFORE_REMOVAL, known -> {
            scene.write("out/.longshore-trash/x", new byte[0]);
            SceneFiles.move(scene.file("out/a.txt"), scene.file("out/.longshore-trash/f" + known.id()));
            SceneFiles.move(scene.file("out/.longshore-trash/x"), scene.file("out/a.txt"));
            throw new SyncTaker.Vanished();
        }));
        SceneFlow out = new SceneFlow(scene, "out");
        out.abandon(out.breakOff(victim));

        out.sweepAndPlay(taker());

        assertThat(scene.files().values()).containsExactlyInAnyOrder(bytes(SMALL, 1), new byte[0]);
        scene.age("out", "8 days");
        scene.play(taker(), "out");
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/a-1.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, PART})
    void anObjectIsKeptAsACopy(int size) {
        scene.put("in/deep/a.txt", bytes(size, 1));

        scene.play(taker(), "in");

        SyncFile file = down.only("deep/a.txt");
        String kept = "in/.longshore-trash/" + dayOf(file) + "/deep/a.txt";
        assertThat(scene.file("in/deep/a.txt")).hasBinaryContent(bytes(size, 1));
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.keysAside()).containsExactly(kept);
        assertThat(scene.object(kept)).isEqualTo(bytes(size, 1));
        assertThat(file.why()).contains(kept);
    }

    @Test
    void objectsOfTheSameNameAreKeptBesideEachOther() {
        SyncTaker taker = taker();
        for (int seed = 1; seed <= 3; seed++) {
            scene.put("in/a", bytes(SMALL, seed));
            scene.play(taker, "in");
        }

        assertThat(scene.keysAside().stream().map(scene::object))
                .containsExactlyInAnyOrder(bytes(SMALL, 1), bytes(SMALL, 2), bytes(SMALL, 3));
        assertThat(scene.objects()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void whereverAWorkerVanishesEachObjectIsKeptOnce(When when) {
        scene.put("in/a.txt", bytes(SMALL, 1));

        vanishAndGoOn(when, "in");

        SyncFile file = down.only("a.txt");
        assertThat(scene.keysAside()).containsExactly("in/.longshore-trash/" + dayOf(file) + "/a.txt");
        assertThat(file.why()).contains(".longshore-trash/");
        assertThat(scene.objects()).isEmpty();
        scene.age("in", "8 days");
        scene.play(taker(), "in");
        assertThat(scene.keysAside()).isEmpty();
    }

    @Test
    void anObjectOfPartsIsKeptAndRemovedForGoodWhenItsTimeIsOver() {
        scene.putInParts("in/big", bytes(PART, 1), bytes(17, 2));
        scene.play(taker(), "in");
        assertThat(scene.keysAside()).hasSize(1);
        scene.age("in", "6 days");
        scene.play(taker(), "in");
        assertThat(scene.keysAside()).hasSize(1);
        scene.age("in", "2 days");

        scene.play(taker(), "in");

        assertThat(scene.keysAside()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys("in/big");
    }

    @Test
    void anObjectThatIsDeniedOnceIsKeptAllTheSame() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        deniedOnce("/a.txt");

        scene.play(taker(), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.keysAside())
                .singleElement()
                .satisfies(key -> assertThat(scene.object(key)).isEqualTo(bytes(SMALL, 1)));
    }

    @Test
    void aCopyThatIsDeniedOnceIsRemovedForGoodAllTheSame() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        scene.play(taker(), "in");
        scene.age("in", "8 days");
        deniedOnce("/a.txt");

        scene.play(taker(), "in");

        assertThat(scene.keysAside()).isEmpty();
    }

    @Test
    void anObjectWhoseCopyFailsStays() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncTaker taker = taker();
        Run flow = scene.start(taker, "in");
        Run pass = scene.pass(taker, flow);
        scene.spoil(
                request -> request.method().equals("PUT") && request.path().contains("trash"), new Fault.Refuse(503));

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).isNonRetryable())
                .isFalse();
        scene.mend();

        assertThat(scene.objects()).containsOnlyKeys("in/a.txt");
        scene.move(taker, pass);
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.keysAside()).hasSize(1);
    }

    private void deniedOnce(String key) {
        AtomicBoolean denied = new AtomicBoolean();
        scene.line()
                .spoil(request -> request.method().equals("HEAD")
                                && request.path().endsWith(key)
                                && denied.compareAndSet(false, true)
                        ? new Fault.Refuse(404)
                        : new Fault.None());
    }

    /** Another worker, after all others. */
    private SyncTaker taker() {
        if (current != null) {
            current.close();
        }
        current = scene.taker(KEPT_A_WEEK, null);
        return current;
    }

    private void vanishAndGoOn(When when, String name) {
        SyncTaker victim = scene.taker(KEPT_A_WEEK, BreakingMover.at(when, known -> {
            throw new SyncTaker.Vanished();
        }));
        Run flow = scene.start(victim, name);
        Run pass = scene.pass(victim, flow);
        SyncTaker.vanishing(() -> victim.steps().move(pass, 0, 9));
        victim.close();
        SyncTaker next = taker();
        scene.move(next, pass);
        next.steps().open(flow);
        scene.goOn(next, flow);
    }

    private static String dayOf(SyncFile file) {
        return file.foundAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
