package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that have more parts than an upload takes, where one takes no more than five. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class StagesTest {

    private static final String[] KEYS = {"a", "b", "c", "d"};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        for (String key : KEYS) {
            scene.putWithChecksum(key, 12 * MIB);
        }
        scene.limit(5, 20L * MIB);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"auto", "fewest-bytes"})
    void theArchiveIsTheSameAsFromOneUpload(String plan) throws IOException {
        scene.toTheEnd(scene.aRunOf(KEYS));
        byte[] sent = scene.archive().bytes();

        Run run = scene.aRun(new Wish().exists("replace").plan(plan), KEYS);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(stages(run)).hasSize(2);
        assertThat(scene.archive().bytes()).isEqualTo(sent);
        requireWholeAndNothingElse();
    }

    @Test
    void allOfItIsCopiedOnceMoreAndLittleIsSent() {
        Run run = scene.aRun(new Wish().plan("fewest-bytes"), KEYS);
        scene.play(scene.copyingTaker(), run).toTheEnd();

        ArchivePlans plans = scene.ledger().archivePlans();
        assertThat(plans.bytesSent(run.jobId())).isBetween((long) PART, PART + 1024L);
        assertThat(plans.bytesCopied(run.jobId())).isGreaterThan(2 * 48L * MIB - PART);
        assertThat(copiesInto("/a.zip")).isEqualTo(3); // of 31 and of 17 MiB, 20 at once
    }

    @ParameterizedTest(name = "{0} where {1}")
    @CsvSource({
        "fewest-requests, {\"copiesParts\": true}",
        "auto, {\"copiesParts\": false}",
        "'fewest-bytes', '{\"copiesParts\": true, \"wantsEqualParts\": true}'"
    })
    void nothingIsMadeByStagesWhereThatSparesNothing(String plan, String abilities) {
        scene.noteAbilities(abilities);

        Run run = scene.aRun(new Wish().plan(plan), KEYS);
        scene.play(scene.copyingTaker(), run).upToThePlan();

        assertThat(stages(run)).isEmpty();
        assertThat(scene.ledger().archiveParts().stored(run.jobId())).hasSizeBetween(3, 5);
    }

    @Test
    void aStageWhoseUploadSomebodyElseAbortedIsBuiltAgainAndNoOther() throws IOException {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        List<ArchiveStage> before = stages(run);
        scene.abort(before.get(1).uploadId());

        assertThat(taker.steps().complete(run)).isFalse();
        scene.line().forget();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(stages(run).get(0).uploadId()).isEqualTo(before.get(0).uploadId());
        assertThat(stages(run).get(1).uploadId())
                .isNotNull()
                .isNotEqualTo(before.get(1).uploadId());
        assertThat(scene.line().exchanges())
                .filteredOn(passed -> Requests.isPart(passed.request()))
                .noneMatch(passed -> passed.request().path().endsWith("/stage-1"));
        requireWholeAndNothingElse();
    }

    @Test
    void aStageThatIsLostWhileItsPartsAreBuiltIsBuiltAgain() throws IOException {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        Play play = scene.play(taker, run);
        LaidOut plan = play.upToThePlan();
        taker.steps().buildBodies(run, 1, plan.parts());
        scene.abort(stages(run).get(0).uploadId());

        Failing.orNot(() -> play.parts(plan)); // some stores notice it only at the end
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        requireWholeAndNothingElse();
    }

    @Test
    void aStageWhoseObjectIsGoneIsBuiltAgain() throws IOException {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        AtomicInteger copies = new AtomicInteger();
        scene.line().spoil(request -> {
            boolean isFirst = isCopyInto(request, "/a.zip") && copies.getAndIncrement() == 0;
            if (isFirst) {
                scene.targets().forEach(scene::removeTarget);
            }
            return new Fault.None();
        });

        assertThat(taker.steps().complete(run)).isFalse();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        requireWholeAndNothingElse();
    }

    @Test
    void theArchivesOwnUploadIsMadeAnewOfTheSameStages() throws IOException {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        scene.abort(
                scene.ledger().archivePlans().find(run.jobId()).orElseThrow().uploadId());

        assertThat(taker.steps().complete(run)).isFalse();
        scene.line().forget();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(copiesInto("stage-1") + copiesInto("stage-2")).isZero();
        requireWholeAndNothingElse();
    }

    @Test
    void stagesServeForAnotherTargetIfTheWishedOneWasTaken() {
        Run run = scene.aRun(new Wish().plan("fewest-bytes").exists("suffix"), KEYS);
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        scene.putTarget("a.zip", new byte[] {1});

        assertThat(taker.steps().complete(run)).isFalse();
        scene.line().forget();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.targets()).containsExactlyInAnyOrder("a.zip", "a (2).zip");
        assertThat(copiesInto("stage-1") + copiesInto("stage-2")).isZero();
    }

    @Test
    void aDrainingWorkerEndsAfterThePieceThatItIsAtAndAnotherGoesOn() throws IOException {
        Run run = aRun();
        Play play = built(scene.copyingTaker(), run);
        try (Taker draining = scene.orderlyTaker(scene.line()).drainingAfter(1)) {
            scene.line().forget();
            assertThat(draining.steps().complete(run)).isFalse();
            assertThat(copiesInto("/a.zip")).isOne();
        }

        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        requireWholeAndNothingElse();
    }

    @Test
    void ofTwoWhoBeginAStageAtOnceOneWins() throws IOException {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        Play play = scene.play(taker, run);
        LaidOut plan = play.upToThePlan();
        AtomicInteger begins = new AtomicInteger();
        scene.line().spoil(request -> {
            if (Requests.isBegin(request) && begins.getAndIncrement() == 0) {
                anotherBuildsAPart(run, plan);
            }
            return new Fault.None();
        });

        Failing.orNot(() -> play.parts(plan));

        assertThat(begins.get()).isPositive();
        assertThat(scene.uploadsLeft()).hasSizeBetween(2, 3); // that of the archive and those of the stages
        assertThat(play.toTheEnd().failureMessage()).isNull();
        requireWholeAndNothingElse();
    }

    private void anotherBuildsAPart(Run run, LaidOut plan) {
        try (CountingProxy own = scene.anotherLine();
                Taker other = scene.orderlyTaker(own).drainingAfter(1)) {
            other.steps().buildBodies(run, 1, plan.parts());
        }
    }

    @Test
    void stagesOfAPlanThatBecameVoidTakeNoRoomAnyMore() throws IOException {
        Run run = scene.aRun(new Wish().plan("fewest-bytes").missing("skip"), KEYS);
        try (Taker taker = scene.orderlyTaker(scene.line())) {
            Play play = scene.play(taker, run);
            LaidOut plan = play.upToThePlan();
            scene.remove("b");
            assertThat(Failing.of(() -> play.parts(plan)).getOriginalMessage()).contains("left out");
            assertThat(scene.uploadsLeft()).hasSizeGreaterThan(1);

            play.upToThePlan();

            assertThat(scene.uploadsLeft()).hasSize(1);
            assertThat(play.toTheEnd().failureMessage()).isNull();
        }
        assertThat(scene.archive().sums()).containsOnlyKeys("a", "c", "d");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aCancelledJobLeavesNothing() {
        Run run = aRun();
        Taker taker = scene.copyingTaker();
        built(taker, run);
        scene.spoil(request -> isCopyInto(request, "/a.zip"), new Fault.LoseAnswer());
        Failing.of(() -> taker.steps().complete(run));
        scene.spoil(any -> false, new Fault.None());
        assertThat(scene.targets()).hasSize(2);

        taker.steps().cleanUp(run);

        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    /** All parts are in their stages, of which none is complete. */
    private Play built(Taker taker, Run run) {
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        return play;
    }

    private Run aRun() {
        return scene.aRun(new Wish().plan("fewest-bytes"), KEYS);
    }

    private List<ArchiveStage> stages(Run run) {
        return scene.ledger().archiveStages().of(run.jobId());
    }

    private void requireWholeAndNothingElse() throws IOException {
        assertThat(scene.archive().sums()).containsOnlyKeys(KEYS);
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private int copiesInto(String end) {
        Predicate<PassedExchange> isOne = passed -> isCopyInto(passed.request(), end);
        return (int) scene.line().exchanges().stream().filter(isOne).count();
    }

    private static boolean isCopyInto(PassedRequest request, String end) {
        return request.path().endsWith(end) && request.headers().containsKey("x-amz-copy-source");
    }
}
