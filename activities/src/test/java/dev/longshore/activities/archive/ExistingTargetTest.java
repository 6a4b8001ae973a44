package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is at the target already, and what is left there in the end. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ExistingTargetTest {

    private static final byte[] OTHERS = {1, 2, 3};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("a", 100);
        scene.put("b", PART);
    }

    @Test
    void anExistingTargetFailsTheJobBeforeAnythingIsSent() {
        scene.putTarget("a.zip", OTHERS);
        Run run = scene.aRunOf("a", "b");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.TARGET_EXISTS.name());
        assertThat(ending.failureMessage()).contains(scene.targetAddress("a.zip"));
        assertThat(scene.archive().bytes()).isEqualTo(OTHERS);
        assertThat(scene.sentParts()).isEmpty();
    }

    @Test
    void anExistingTargetIsReplacedWhenThatIsWished() throws IOException {
        scene.putTarget("a.zip", OTHERS);

        assertThat(scene.toTheEnd(scene.aRun(new Wish().exists("replace"), "a", "b"))
                        .failureMessage())
                .isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("a", "b");
    }

    @Test
    void theNextFreeNumberIsTakenWhenThatIsWished() throws IOException {
        scene.putTarget("a.zip", OTHERS);
        scene.putTarget("a (2).zip", OTHERS);

        Ending ending = scene.toTheEnd(scene.aRun(new Wish().exists("suffix"), "a", "b"));

        assertThat(ending.result()).contains(scene.targetAddress("a (3).zip"));
        assertThat(scene.archive("a (3).zip").sums()).containsOnlyKeys("a", "b");
        assertThat(scene.archive().bytes()).isEqualTo(OTHERS);
    }

    @Test
    void aTargetThatAppearsMeanwhileFailsTheJobAndStays() {
        Run run = scene.aRunOf("a", "b");
        builtWhenAnotherAppears(run);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.TARGET_EXISTS.name());
        assertThat(scene.archive().bytes()).isEqualTo(OTHERS);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aTargetThatAppearsMeanwhileIsReplacedWhenThatIsWished() throws IOException {
        Run run = scene.aRun(new Wish().exists("replace"), "a", "b");
        builtWhenAnotherAppears(run);

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("a", "b");
    }

    @Test
    void aTargetThatAppearsMeanwhileGivesTheArchiveANumberWhenThatIsWished() throws IOException {
        Run run = scene.aRun(new Wish().exists("suffix"), "a", "b");
        builtWhenAnotherAppears(run);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(ending.result()).contains(scene.targetAddress("a (2).zip"));
        assertThat(scene.archive("a (2).zip").sums()).containsOnlyKeys("a", "b");
        assertThat(scene.archive().bytes()).isEqualTo(OTHERS);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aCancelledJobLeavesNothing() {
        Run run = scene.aRunOf("a", "b");
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());

        taker.steps().cleanUp(run);
        taker.steps().cleanUp(run);

        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void aJobCancelledBeforeItHadAPlanLeavesNothing() {
        Run run = scene.aRunOf("a", "b");
        scene.ledger().runs().begin(run.jobId(), run.epoch());

        scene.taker().steps().cleanUp(run);

        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void anArchiveThatBecameVisibleButWasNotProvenIsRemoved() {
        Run run = scene.aRunOf("a", "b");
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        taker.steps().complete(run);
        assertThat(scene.targets()).containsExactly("a.zip");

        taker.steps().cleanUp(run);

        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void anotherThatTookThePlaceOfTheArchiveIsNotRemoved() {
        Run run = scene.aRunOf("a", "b");
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        taker.steps().complete(run);
        scene.putTarget("a.zip", OTHERS);

        taker.steps().cleanUp(run);

        assertThat(scene.archive().bytes()).isEqualTo(OTHERS);
    }

    private void builtWhenAnotherAppears(Run run) {
        Play play = scene.play(scene.taker(), run);
        play.parts(play.upToThePlan());
        scene.putTarget("a.zip", OTHERS);
    }
}
