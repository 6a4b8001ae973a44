package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.RetryFilter;
import dev.longshore.ledger.RetryOutcome;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step that deflates: ended in the middle, done twice, by two at once, or for nothing. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class DeflatingTest {

    private static final String[] KEYS = {"a", "b", "c", "large"};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        for (int i = 0; i < 3; i++) {
            scene.put(KEYS[i], SampleContent.JSON.of(200_000, new Random(i)));
        }
        scene.put("large", hex(20 * MIB));
    }

    @ParameterizedTest(name = "at call {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aKillInTheMiddleLosesNothing(int calls) throws IOException {
        Run run = anInspectedRun(new Wish());

        scene.slowTaker().vanishingAfter(calls).vanishing(steps -> steps.deflateSources(run, 0, 3));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aKillAtARequestToTheTargetLosesNothing(int kept) throws IOException {
        Run run = anInspectedRun(new Wish());
        AtomicInteger writes = new AtomicInteger();
        scene.line().spoil(request -> {
            boolean isWrite = List.of("PUT", "POST").contains(request.method());
            int count = isWrite ? writes.incrementAndGet() : writes.get();
            if (count < kept) {
                return new Fault.None();
            }
            return isWrite && count == kept ? new Fault.LoseAnswer() : new Fault.CutRequest(0);
        });
        scene.slowTaker().failing(steps -> steps.deflateSources(run, 0, 3));
        scene.spoil(any -> false, new Fault.None());

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @Test
    void doneTwiceItReadsNothingAgain() throws IOException {
        Run run = anInspectedRun(new Wish());
        ZipArchiveActivities steps = scene.taker().steps();
        assertThat(steps.deflateSources(run, 0, 3)).isZero();
        List<JobFile> before = scene.files(run);
        scene.line().forget();

        assertThat(steps.deflateSources(run, 0, 3)).isZero();

        assertThat(scene.files(run)).isEqualTo(before);
        assertThat(scene.line().exchanges()).noneMatch(exchange -> scene.isReading(exchange.request()));
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @Test
    void whoWasOvertakenWritesNothingIntoTheLedger() throws IOException {
        Run run = anInspectedRun(new Wish());
        Taker other = scene.taker();
        AtomicBoolean isOvertaken = new AtomicBoolean();
        scene.line().spoil(request -> {
            if (scene.isReading(request) && !isOvertaken.getAndSet(true)) {
                other.steps().deflateSources(run, 0, 3);
            }
            return new Fault.None();
        });

        assertThat(scene.slowTaker()
                        .failing(steps -> steps.deflateSources(run, 0, 3))
                        .getType())
                .isEqualTo("OVERTAKEN");

        assertThat(scene.files(run))
                .allMatch(file -> String.valueOf(file.handle()).contains("\"method\": \"deflated\""));
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @Test
    void aDrainingWorkerKeepsWhatItHasDeflated() throws IOException {
        Run run = anInspectedRun(new Wish());

        assertThat(scene.slowTaker().drainingAfter(2).steps().deflateSources(run, 0, 3))
                .isOne();

        assertThat(methods(run)).containsExactly(true, true, false, false);
        assertThat(scene.files(run)).extracting(JobFile::attempts).containsOnly(0);
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @Test
    void lostTemporaryObjectsFailTheJobAndARetryStartsOver() throws IOException {
        Run run = scene.aRun(new Wish().compressed(), KEYS);
        Play play = scene.play(scene.taker(), run);
        play.upToThePlan();
        scene.targets().forEach(scene::removeTarget);

        Ending ending = play.toTheEnd();

        assertThat(ending.failureType()).isEqualTo("TEMPORARY_MISSING");
        assertThat(ending.failureMessage()).contains("deflated bytes").contains("longshore-temporary/");
        assertThat(scene.files(run))
                .filteredOn(file -> file.state() == FileState.FAILED)
                .hasSize(1);
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.ledger().jobs().retry(run.jobId(), RetryFilter.everything()))
                .isInstanceOf(RetryOutcome.Retried.class);
        assertThat(scene.toTheEnd(scene.nextRunOf(run.jobId())).failureMessage())
                .isNull();
        assertAllIsThereAndNothingIsLeft();
    }

    @Test
    void aSourceThatChangesMeanwhileFailsTheJobAndLeavesNothing() {
        Run run = anInspectedRun(new Wish());
        scene.put("b", SampleContent.JSON.of(200_000, new Random(99)));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo("SOURCE_CHANGED");
        assertThat(scene.files(run))
                .extracting(JobFile::ordinal, JobFile::state)
                .contains(tuple(1L, FileState.FAILED));
        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aSourceThatIsGoneMeanwhileIsLeftOutWhereThatIsWished() throws IOException {
        Run run = anInspectedRun(new Wish().missing("skip"));
        scene.remove("b");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("a", "c", "large");
        assertThat(scene.targets()).containsExactly("a.zip");
    }

    @Test
    void nothingIsDeflatedForATargetThatMayNotBeReplaced() {
        Run run = anInspectedRun(new Wish());
        scene.putTarget("a.zip", new byte[10]);
        scene.line().forget();

        assertThat(scene.taker()
                        .failing(steps -> steps.deflateSources(run, 0, 3))
                        .getType())
                .isEqualTo("TARGET_EXISTS");

        assertThat(scene.line().exchanges()).noneMatch(exchange -> scene.isReading(exchange.request()));
    }

    @Test
    void aJobWithoutAPlanLeavesNoTemporaryObject() {
        Run run = anInspectedRun(new Wish());
        Taker taker = scene.taker();
        taker.steps().deflateSources(run, 0, 3);
        assertThat(scene.targets()).isNotEmpty();

        taker.steps().cleanUp(run);

        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private Run anInspectedRun(Wish wish) {
        Run run = scene.aRun(wish.compressed(), KEYS);
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        ZipArchiveActivities steps = scene.taker().steps();
        Sources sources = steps.listSources(run);
        assertThat(sources.deflates()).isTrue();
        steps.inspectSources(run, 0, 3);
        return run;
    }

    private Stream<Boolean> methods(Run run) {
        return scene.files(run).stream()
                .map(file -> String.valueOf(file.handle()).contains("\"method\""));
    }

    private void assertAllIsThereAndNothingIsLeft() throws IOException {
        assertThat(scene.archive().sums()).hasSize(4);
        for (String key : KEYS) {
            assertThat(scene.archive().sums()).containsEntry(key, Archive.sum(scene.contentOf(key)));
        }
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private static byte[] hex(int size) {
        Random random = new Random(7);
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
        }
        return content;
    }
}
