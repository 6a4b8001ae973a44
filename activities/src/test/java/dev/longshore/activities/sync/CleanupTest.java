package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.SafeRemoval;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Age removes from a folder what is safe elsewhere, and nothing else. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class CleanupTest {

    private static final Duration DAY = Duration.ofDays(1);

    private SyncScene scene;
    private SyncTaker taker;
    private Surveyor surveyor;

    /** Flows keep their sources, so that folders of flows up hold what has a receipt. */
    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        scene.expireAfter(DAY);
        become(scene.taker(scene.properties(false), null));
    }

    private void become(SyncTaker other) {
        taker = other;
        surveyor = new Surveyor(scene, taker);
    }

    @Test
    void whatIsAtTheTargetIsRemovedByAgeAndSoItsLifeSays() {
        scene.write("out/a/uploaded", bytes(10, 1));
        scene.play(taker, "out");
        assertThat(cleaned("out")).isEmpty();

        taker.goAhead(DAY.multipliedBy(2));

        assertThat(surveyor.dryRun("out")).isEqualTo(Map.of("a/uploaded", "remove"));
        assertThat(scene.files()).hasSize(1);
        assertThat(cleaned("out")).isEqualTo(Map.of("a/uploaded", "removed"));
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a/uploaded");
        SyncFile life = scene.life("out", "a/uploaded").get(0);
        assertThat(life.state()).isEqualTo(SyncState.MOVED);
        assertThat(life.why()).startsWith("removed by age (older than 1 d) by sync:");
        assertThat(life.endedAt()).isAfterOrEqualTo(life.verifiedAt());
    }

    @Test
    void aFlowThatRunsBeginsItsCleanupByItself() {
        scene.write("out/uploaded", bytes(10, 1));
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));

        Run run = surveyor.next(scene.known("out").jobId() + ":cleanup");
        surveyor.finish(run);

        assertThat(Surveyor.whats(surveyor.findings(run))).isEqualTo(Map.of("uploaded", "removed"));
    }

    @Test
    void whatHasNoReceiptWaitsForItsUploadHoweverOldItIs() {
        scene.write("out/kept", bytes(10, 1));
        scene.play(taker, "out");
        scene.write("out/never-seen", bytes(10, 2));
        scene.replace("out/kept", bytes(10, 3));
        taker.goAhead(DAY.multipliedBy(400));

        assertThat(cleaned("out")).isEqualTo(new TreeMap<>(Map.of("never-seen", "wait", "kept", "wait")));
        assertThat(scene.files()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReceiptWhoseObjectIsGoneOrAnotherRemovesNothing(boolean isGone) {
        scene.write("out/only", bytes(10, 1));
        scene.play(taker, "out");
        scene.remove("out/only");
        if (!isGone) {
            scene.put("out/only", bytes(10, 2));
        }
        taker.goAhead(DAY.multipliedBy(2));

        List<SyncFinding> said = surveyor.findings("out", SurveyKind.CLEANUP);

        assertThat(Surveyor.whats(said)).isEqualTo(Map.of("only", "stay"));
        assertThat(said.get(0).why()).contains("only copy");
        assertThat(scene.file("out/only")).hasBinaryContent(bytes(10, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAFlowBroughtAndNobodyChangedIsRemovedByAge(boolean deletesSource) {
        become(scene.taker(scene.properties(deletesSource), null));
        scene.write("in/a.txt", bytes(3, 9));
        for (String path : List.of("a.txt", "brought", "changed", "gone")) {
            scene.put("in/" + path, bytes(10, 1));
        }
        scene.play(taker, "in");
        scene.write("in/changed", bytes(10, 2));
        scene.write("in/stranger", bytes(10, 1));
        assertThat(scene.file("in/gone").toFile().delete()).isTrue();
        taker.goAhead(DAY.multipliedBy(2));

        assertThat(cleaned("in"))
                .isEqualTo(new TreeMap<>(Map.of(
                        "a-1.txt",
                        "removed",
                        "brought",
                        "removed",
                        "a.txt",
                        "stay",
                        "changed",
                        "stay",
                        "stranger",
                        "stay")));

        assertThat(scene.files()).containsOnlyKeys("in/a.txt", "in/changed", "in/stranger");
        assertThat(scene.life("in", "a.txt").get(0).why()).startsWith("removed by age");
        assertThat(scene.life("in", "brought").get(0).state())
                .isEqualTo(deletesSource ? SyncState.MOVED : SyncState.KEPT);
        scene.write("in/brought", bytes(10, 1));
        taker.goAhead(DAY.multipliedBy(4));
        assertThat(cleaned("in")).containsEntry("brought", "stay");
    }

    @Test
    void whatNoFlowMovesStaysAndIsSaid() throws IOException {
        scene.exclude("**.tmp", "**.d");
        become(scene.taker(scene.properties(false), null));
        scene.write("out/x.tmp", bytes(5, 1));
        Files.createSymbolicLink(scene.file("out/link"), scene.file("out/x.tmp"));
        Files.createDirectories(scene.file("out/sub.d"));
        Files.createDirectories(scene.file("out/sub/empty"));
        scene.write("out/.longshore-trash/f1", bytes(5, 1));
        taker.goAhead(DAY.multipliedBy(2));

        assertThat(cleaned("out"))
                .isEqualTo(new TreeMap<>(Map.of("x.tmp", "stay", "link", "stay", "sub/empty/", "removed")));
        assertThat(scene.file("out/sub")).isDirectory();
        assertThat(scene.file("out/sub/empty")).doesNotExist();
        assertThat(scene.file("out/sub.d")).isDirectory();
        assertThat(scene.file("out/.longshore-trash/f1")).exists();
    }

    @Test
    void whatSomebodyWritesToStays() throws IOException {
        scene.write("out/open", bytes(5, 1));
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));

        try (FileChannel held = FileChannel.open(scene.file("out/open"), StandardOpenOption.WRITE)) {
            assertThat(held.isOpen()).isTrue();
            assertThat(cleaned("out")).isEqualTo(Map.of("open", "stay"));
        }
        assertThat(cleaned("out")).isEqualTo(Map.of("open", "removed"));
    }

    @Test
    void whatIsReplacedBetweenTheReportAndItsRemovalStays() {
        scene.write("out/a", bytes(5, 1));
        scene.write("out/b", bytes(5, 1));
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));
        Run run = surveyor.start("out", SurveyKind.CLEANUP, false);
        surveyor.settle(run);
        scene.replace("out/a", bytes(5, 2));
        scene.remove("out/b");

        surveyor.finish(run);

        assertThat(Surveyor.whats(surveyor.findings(run))).isEqualTo(Map.of("a", "stay", "b", "stay"));
        assertThat(scene.file("out/a")).hasBinaryContent(bytes(5, 2));
        assertThat(scene.file("out/b")).hasBinaryContent(bytes(5, 1));
    }

    /** Where a worker was killed. */
    enum Killed {
        ONCE_IT_WAS_NOTED,
        ONCE_IT_WAS_ASIDE,
        ONCE_IT_WAS_GONE
    }

    @ParameterizedTest
    @EnumSource(Killed.class)
    void aRemovalThatWasBrokenOffIsBroughtToItsEnd(Killed when) throws IOException {
        scene.write("out/file", bytes(5, 1));
        scene.put("in/file", bytes(5, 1));
        scene.play(taker, "out");
        scene.play(taker, "in");
        taker.goAhead(DAY.multipliedBy(2));
        for (String flow : List.of("in", "out")) {
            breakOff(flow, when);
        }

        become(scene.taker(scene.properties(false), null));
        taker.goAhead(DAY.multipliedBy(2));

        for (String flow : List.of("in", "out")) {
            surveyor.survey(flow, SurveyKind.CLEANUP);
            assertThat(scene.life(flow, "file").get(0).why()).as(flow).startsWith("removed by age");
        }
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("in/file", "out/file");
    }

    private void breakOff(String flow, Killed when) throws IOException {
        Run run = surveyor.start(flow, SurveyKind.CLEANUP, false);
        surveyor.settle(run);
        SyncFile receipt = scene.life(flow, "file").get(0);
        assertThat(scene.ledger().syncRemovals().begun(run.jobId(), run.epoch(), receipt))
                .isTrue();
        Path file = scene.file(flow + "/file");
        Path aside = scene.file(flow + "/.longshore-trash");
        if (when == Killed.ONCE_IT_WAS_ASIDE) {
            Files.createDirectories(aside);
            Files.move(file, aside.resolve("f" + receipt.id()));
        } else if (when == Killed.ONCE_IT_WAS_GONE) {
            assertThat(new SafeRemoval(aside, Set::of)
                            .remove(
                                    file,
                                    dev.longshore.storage.files.FileIdentity.of(file)
                                            .orElseThrow(),
                                    "f" + receipt.id()))
                    .isEqualTo(SafeRemoval.Outcome.REMOVED);
        }
        taker.close();
        scene.cancel(run);
        become(scene.taker(scene.properties(false), null));
        taker.goAhead(DAY.multipliedBy(2));
    }

    @Test
    void whatLiesAsideAndIsAnotherGetsItsNameBack() throws IOException {
        scene.write("out/file", bytes(5, 1));
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));
        Run run = surveyor.start("out", SurveyKind.CLEANUP, false);
        surveyor.settle(run);
        SyncFile receipt = scene.life("out", "file").get(0);
        scene.ledger().syncRemovals().begun(run.jobId(), run.epoch(), receipt);
        scene.replace("out/file", bytes(5, 2));
        Files.createDirectories(scene.file("out/.longshore-trash"));
        Files.move(scene.file("out/file"), scene.file("out/.longshore-trash/f" + receipt.id()));

        surveyor.finish(run);

        assertThat(scene.files()).containsOnlyKeys("out/file");
        assertThat(scene.file("out/file")).hasBinaryContent(bytes(5, 2));
        assertThat(scene.life("out", "file").get(0).state()).isEqualTo(SyncState.KEPT);
    }

    @Test
    void whatSomebodyPutWhereFilesAreMovedAsideIsKept() {
        scene.write("out/a", bytes(5, 1));
        scene.play(taker, "out");
        scene.write("out/b", bytes(5, 2));
        scene.play(taker, "out");
        scene.write("out/.longshore-trash/f" + scene.life("out", "a").get(0).id(), bytes(1, 1));
        taker.goAhead(DAY.multipliedBy(2));

        assertThat(cleaned("out")).isEqualTo(Map.of("a", "removed", "b", "removed"));

        assertThat(scene.files()).hasSize(1).allSatisfy((name, content) -> {
            assertThat(name).startsWith("out/a-");
            assertThat(content).isEqualTo(bytes(1, 1));
        });
    }

    @Test
    void aStoreThatIsAwayRemovesNothing() {
        scene.write("out/a", bytes(5, 1));
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));
        Run run = surveyor.start("out", SurveyKind.CLEANUP, false);
        surveyor.settle(run);
        scene.spoil(request -> true, new Fault.Answer(503, "<Error><Code>SlowDown</Code></Error>"));

        assertThat(SyncTaker.failing(() -> taker.surveys().remove(run)).getType())
                .isIn(FailureType.UNAVAILABLE.name(), FailureType.THROTTLED.name());
        assertThat(scene.files()).hasSize(1);

        scene.mend();
        surveyor.finish(run);
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void moreThanAShareWaitsUntilItIsApproved() {
        for (int i = 0; i < 101; i++) {
            scene.write("out/" + i, bytes(1, i));
        }
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));
        Run run = surveyor.start("out", SurveyKind.CLEANUP, false);
        surveyor.settle(run);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(SyncTaker.failing(() -> taker.surveys().remove(run)).getOriginalMessage())
                    .contains("the approval of 101 removals of 101 files", "sync approve --cleanup --flow out");
        }
        assertThat(scene.files()).hasSize(101);
        assertThat(Objects.requireNonNull(
                        scene.ledger().jobs().find(run.jobId()).orElseThrow().waitingFor()))
                .contains("approval");

        assertThat(scene.ledger().syncSurveys().approve(scene.known("in").id())).isZero();
        assertThat(scene.ledger().syncSurveys().approve(scene.known("out").id()))
                .isEqualTo(1);
        surveyor.finish(run);
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void fewerThanAShareNeedNoApproval() {
        for (int i = 0; i < 100; i++) {
            scene.write("out/" + i, bytes(1, i));
        }
        scene.play(taker, "out");
        taker.goAhead(DAY.multipliedBy(2));

        cleaned("out");

        assertThat(scene.files()).isEmpty();
    }

    @Test
    void withoutAnAgeNothingIsTooOld() {
        SyncScene fresh = scene;
        fresh.expireAfter(null);
        become(fresh.taker(fresh.properties(false), null));
        scene.write("out/a", bytes(1, 1));
        taker.goAhead(DAY.multipliedBy(1000));

        assertThat(SyncTaker.failing(() -> cleaned("out")).getOriginalMessage()).contains("no max-age");
        assertThat(scene.files()).hasSize(1);
    }

    private Map<String, String> cleaned(String flow) {
        return surveyor.survey(flow, SurveyKind.CLEANUP);
    }
}
