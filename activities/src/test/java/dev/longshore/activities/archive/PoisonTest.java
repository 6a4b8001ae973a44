package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ends the workers that take it, and what only happens to be near. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class PoisonTest {

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @Test
    void aBodyPartThatLosesAThirdTakerAloneFailsItsFileAndNoOther() {
        scene.put("a", 10);
        scene.put("b", 3 * PART);
        scene.put("c", 10);
        Run run = scene.aRunOf("a", "b", "c");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        vanish(3, steps -> steps.buildBodies(run, 1, plan.parts()));
        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.POISON.name());
        assertThat(ending.failureMessage()).contains("file 1 (" + scene.addressOf("b") + ")");
        assertThat(statesOf(run)).containsExactly(FileState.CANCELLED, FileState.FAILED, FileState.CANCELLED);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void twoTakersThatVanishAreNoPoison() {
        scene.put("b", 3 * PART);
        Run run = scene.aRunOf("b");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        vanish(2, steps -> steps.buildBodies(run, 1, plan.parts()));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
    }

    @Test
    void partsAreHandedOutOneByOneAfterTwoTakersVanished() {
        scene.put("b", 4 * PART);
        Run run = scene.aRunOf("b");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();
        vanish(2, steps -> steps.buildBodies(run, 1, plan.parts()));

        Taker third = scene.slowTaker().vanishingAfter(1);
        third.steps().buildBodies(run, 1, plan.parts());

        assertThat(scene.sentParts()).containsExactly(2, 3, 4);
    }

    @Test
    void takersThatVanishAfterBytesMovedAreNoPoison() {
        scene.put("b", PART);
        Run run = scene.aRunOf("b");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        for (int crash = 0; crash < 5; crash++) {
            vanishWhileSendingSeams(run, plan);
        }

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
    }

    @Test
    void takersThatVanishWhenAllFilesOfASuspectedPartWereReadAreNoPoison() {
        IntStream.range(0, 6).forEach(number -> scene.put("" + number, MIB));
        Run run = scene.aRunOf("0", "1", "2", "3", "4", "5");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();
        vanish(2, steps -> steps.buildSeams(run, 1, plan.parts()));

        for (int crash = 0; crash < 3; crash++) {
            vanishWhileSendingSeams(run, plan);
        }

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
    }

    @Test
    void amongTheFilesOfOnePartOnlyTheOneInHandIsBlamed() {
        List<String> keys = List.of("0", "1", "2", "3", "4");
        keys.forEach(key -> scene.put(key, 300 * 1024));
        scene.put("5", PART);
        Run run = scene.aRunOf("0", "1", "2", "3", "4", "5");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        vanish(2, steps -> steps.buildSeams(run, 1, plan.parts()));
        vanishWhileReading("/2", run, plan);
        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.POISON.name());
        assertThat(ending.failureMessage()).contains("file 2 (" + scene.addressOf("2") + ")");
        assertThat(scene.files(run))
                .filteredOn(file -> file.state() == FileState.FAILED)
                .extracting(JobFile::ordinal)
                .containsExactly(2L);
    }

    @Test
    void aPartWithSeveralFilesIsBuiltByAThirdTakerThatLives() {
        IntStream.range(0, 5).forEach(number -> scene.put("" + number, MIB));
        Run run = scene.aRunOf("0", "1", "2", "3", "4");
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();
        vanish(2, steps -> steps.buildSeams(run, 1, plan.parts()));
        vanish(2, steps -> steps.buildDirectory(run));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(statesOf(run)).containsOnly(FileState.DONE);
    }

    @Test
    void aFileWhoseInspectionLosesAThirdTakerAloneFailsAlone() {
        scene.put("a", 10);
        scene.put("b", 10);
        Run run = scene.aRunOf("a", "b");
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        Taker living = scene.taker();

        vanishInspecting(run, 2);
        vanishInspectingAlone(run);
        Ending ending = scene.play(living, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.POISON.name());
        assertThat(statesOf(run)).containsExactly(FileState.FAILED, FileState.CANCELLED);
    }

    private void vanish(int times, Consumer<ZipArchiveActivities> step) {
        for (int crash = 0; crash < times; crash++) {
            scene.taker().vanishingAtOnce().vanishing(step);
        }
    }

    /** Its thread stays behind at the line, where nobody hears of it any more. */
    private void vanishWhileSendingSeams(Run run, LaidOut plan) {
        Abandoned.at(scene, Requests::isPart, steps -> steps.buildSeams(run, 1, plan.parts()));
    }

    private void vanishWhileReading(String key, Run run, LaidOut plan) {
        Abandoned.at(
                scene,
                request -> scene.isReading(request) && request.path().endsWith(key),
                steps -> steps.buildSeams(run, 1, plan.parts()));
    }

    private void vanishInspecting(Run run, int times) {
        for (int crash = 0; crash < times; crash++) {
            Abandoned.at(scene, request -> request.method().equals("HEAD"), steps -> steps.inspectSources(run, 0, 1));
        }
    }

    private void vanishInspectingAlone(Run run) {
        Abandoned.at(scene, request -> request.path().endsWith("/a"), steps -> steps.inspectSources(run, 0, 1));
    }

    private List<FileState> statesOf(Run run) {
        return scene.files(run).stream().map(JobFile::state).toList();
    }
}
