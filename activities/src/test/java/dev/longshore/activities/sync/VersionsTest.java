package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.activities.sync.SyncRulesProperties.FlowRulesProperties;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.ForeignStore;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets that keep versions: of another content under a key, and of objects that were downloaded. */
@Timeout(180)
@ExtendWith(MinioScenes.class)
@EnabledIfEnvironmentVariable(
        named = ForeignStore.MINIO,
        matches = ".+",
        disabledReason = ForeignStore.MINIO + " says where the program is, if this machine has it")
class VersionsTest {

    private static final int SMALL = 1000;
    private static final int BIG = 2 * PART + 17;
    private static final SyncRulesProperties VERSIONS = new SyncRulesProperties(
            Duration.ZERO, "off", List.of(new FlowRulesProperties("out", null, null, "version", null)));

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, 600_000, BIG})
    void anotherContentUnderAKeyGetsANewVersion(int size) {
        scene.keepVersions();
        scene.put("out/a.txt", bytes(size + 1, 8));
        scene.write("out/a.txt", bytes(size, 1));

        scene.play(taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(size, 1));
        assertThat(scene.versions("out/a.txt")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SMALL, BIG})
    void theSameContentGetsNoNewVersion(int size) {
        scene.keepVersions();
        scene.put("out/a.txt", bytes(size, 1));
        scene.write("out/a.txt", bytes(size, 1));

        scene.play(taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.versions("out/a.txt")).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, BIG})
    void aLostAnswerMakesNoSecondVersion(int size) {
        scene.keepVersions();
        scene.put("out/a.txt", bytes(3, 8));
        scene.write("out/a.txt", bytes(size, 1));
        AtomicBoolean lost = new AtomicBoolean();
        String method = size == BIG ? "POST" : "PUT";
        scene.line()
                .spoil(request -> scene.isOf(request, method, "out/a.txt")
                                && (size == SMALL || request.query().containsKey("uploadId"))
                                && lost.compareAndSet(false, true)
                        ? new Fault.LoseAnswer()
                        : new Fault.None());
        SyncTaker taker = taker();
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        try {
            taker.steps().move(pass, 0, 9);
        } catch (RuntimeException brokenOff) {
            assertThat(scene.files()).containsKey("out/a.txt");
        }

        new SceneFlow(scene, "out").goOn(taker, taker(), new SceneFlow.Runs(flow, pass));

        assertThat(lost).isTrue();
        assertThat(scene.versions("out/a.txt")).isEqualTo(2);
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(size, 1));
        assertThat(scene.files()).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(SMALL, BIG).flatMap(size -> Stream.of(When.values()).map(when -> Arguments.of(size, when)));
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @MethodSource("breaks")
    void whereverAWorkerVanishesThereIsOneNewVersion(int size, When when) {
        scene.keepVersions();
        scene.put("out/a.txt", bytes(3, 8));
        scene.write("out/a.txt", bytes(size, 1));
        SyncTaker victim = scene.taker(VERSIONS, BreakingMover.at(when, known -> {
            throw new SyncTaker.Vanished();
        }));
        Run flow = scene.start(victim, "out");
        Run pass = scene.pass(victim, flow);
        SyncTaker.vanishing(() -> victim.steps().move(pass, 0, 9));

        new SceneFlow(scene, "out").goOn(victim, taker(), new SceneFlow.Runs(flow, pass));

        assertThat(scene.versions("out/a.txt")).isEqualTo(2);
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void aBucketThatKeepsNoVersionsIsSaidBeforeAnythingIsMoved() {
        scene.write("out/a.txt", bytes(SMALL, 1));
        SyncTaker taker = taker();
        Run flow = scene.start(taker, "out");

        assertThat(SyncTaker.failing(() -> taker.steps().open(flow)).getOriginalMessage())
                .contains("keeps no versions", "longshore.sync.flows[].exists=version", "versioning");

        scene.keepVersions();
        taker.steps().open(flow);
        scene.goOn(taker, flow);
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    @Test
    void anObjectThatWasDownloadedStaysAsAnOlderVersionInItsQuarantine() {
        scene.keepVersions();
        scene.put("in/a.txt", bytes(SMALL, 1));
        SyncRulesProperties week = new SyncRulesProperties(Duration.ofDays(7), "off", null);

        scene.play(scene.taker(week, null), "in");

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.keysAside()).isEmpty();
        assertThat(scene.versions("in/a.txt")).isOne();
        SyncFile file = scene.life("in", "a.txt").get(0);
        assertThat(file.state()).isEqualTo(SyncState.MOVED);
        assertThat(file.why()).contains("older version");
    }

    @Test
    void otherSettingsAreRefused() {
        SyncRulesProperties down = new SyncRulesProperties(
                Duration.ZERO, "off", List.of(new FlowRulesProperties("in", null, null, "version", null)));
        assertThatThrownBy(() -> Flows.of(scene.properties(true), down))
                .hasMessageContaining("longshore.sync.flows[].exists=version of in");
        assertThatThrownBy(() -> new FlowRulesProperties("out", null, null, "replace", null))
                .hasMessageContaining("longshore.sync.flows[].exists is 'replace', allowed: suffix, version");
    }

    private SyncTaker taker() {
        return scene.taker(VERSIONS, null);
    }
}
