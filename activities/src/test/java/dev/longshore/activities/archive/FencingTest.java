package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PartPage;
import dev.longshore.ledger.archive.PartState;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Run;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who no longer holds the epoch stops and cleans up nothing. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class FencingTest {

    private ArchiveScene scene;

    private record Step(Run run, ZipArchiveActivities steps) {}

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("a", 100);
        scene.put("b", 2 * PART);
    }

    static Stream<Named<Consumer<Step>>> writingSteps() {
        return Stream.of(
                Named.of("inspects", step -> step.steps().inspectSources(step.run(), 0, 1)),
                Named.of("builds bodies", step -> step.steps().buildBodies(step.run(), 1, 9)),
                Named.of("builds seams", step -> step.steps().buildSeams(step.run(), 1, 9)),
                Named.of("builds the directory", step -> step.steps().buildDirectory(step.run())),
                Named.of("cleans up", step -> step.steps().cleanUp(step.run())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writingSteps")
    void anOverhauledRunDoesNothing(Consumer<Step> step) {
        Run old = scene.aRunOf("a", "b");
        Taker taker = scene.taker();
        scene.play(taker, old).upToThePlan();
        scene.nextRunOf(old.jobId());
        List<JobFile> before = scene.files(old);
        scene.line().forget();

        assertThat(taker.failing(steps -> step.accept(new Step(old, steps))).getType())
                .isEqualTo(LostEpoch.TYPE);

        assertThat(scene.files(old)).isEqualTo(before);
        assertThat(scene.sentParts()).isEmpty();
        assertThat(scene.uploadsLeft()).hasSize(1);
        assertThat(scene.job(old).waitingFor()).isNull();
    }

    @Test
    void anOverhauledRunCannotCompleteOrRemoveWhatTheNewerOneCompleted() {
        Run old = scene.aRunOf("a", "b");
        Taker taker = scene.taker();
        Play play = scene.play(taker, old);
        play.parts(play.upToThePlan());
        Run newer = scene.nextRunOf(old.jobId());
        assertThat(scene.toTheEnd(newer).failureMessage()).isNull();

        assertThat(taker.failing(steps -> steps.cleanUp(old)).getType()).isEqualTo(LostEpoch.TYPE);

        assertThat(scene.targets()).containsExactly("a.zip");
    }

    @Test
    void aTakerWhosePartsSomebodyElseTookMeanwhileStops() {
        Run run = scene.aRunOf("b");
        Taker slow = scene.slowTaker();
        LaidOut plan = scene.play(slow, run).upToThePlan();
        PartPage page = new PartPage(run.jobId(), run.epoch(), PartKind.BODY, 1, plan.parts());
        scene.line().spoil(request -> {
            if (Requests.isPart(request)) {
                scene.ledger().archiveParts().take(page);
            }
            return new Fault.None();
        });

        assertThat(slow.failing(steps -> steps.buildBodies(run, 1, plan.parts()))
                        .getType())
                .isEqualTo("OVERTAKEN");

        assertThat(scene.uploadsLeft()).hasSize(1);
        assertThat(scene.ledger().archiveParts().stored(run.jobId())).noneMatch(part -> part.state() == PartState.DONE);
    }
}
