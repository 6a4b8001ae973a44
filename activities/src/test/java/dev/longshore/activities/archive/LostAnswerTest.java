package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PartPage;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What if the last attempt finished and only its answer was lost; what if its worker vanished? */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class LostAnswerTest {

    private static final String[] KEYS = {"a", "b", "c"};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("a", 3 * MIB);
        scene.put("b", 2 * PART + 7);
        scene.put("c", 3 * MIB);
    }

    @Test
    void eachStepDoneOnceMoreChangesNothingAndSendsNoPartAgain() {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        LaidOut plan = play.upToThePlan();
        play.parts(plan);
        List<JobFile> before = scene.files(run);
        String upload = uploadOf(run);
        assertThat(scene.sentParts()).containsExactlyInAnyOrder(1, 2, 3, 4);

        assertThat(play.upToThePlan()).isEqualTo(plan);
        play.parts(plan);

        assertThat(scene.sentParts()).hasSize(4);
        assertThat(scene.files(run)).isEqualTo(before);
        assertThat(uploadOf(run)).isEqualTo(upload);
        assertThat(taker.steps().complete(run)).isTrue();
        assertThat(taker.steps().complete(run)).isTrue();
        assertThat(taker.steps().prove(run)).isEqualTo(taker.steps().prove(run));
        assertThat(scene.line().exchanges())
                .filteredOn(passed -> Requests.isCompletion(passed.request()))
                .hasSize(1);
    }

    @Test
    void aPartThatAVanishedTakerSentIsNotSentAgain() {
        Run run = scene.aRunOf("b");
        scene.play(scene.taker(), run).upToThePlan();
        int offset = aTakerBeginsTheSecondPart(run);
        scene.putPart(uploadOf(run), 2, Arrays.copyOfRange(scene.contentOf("b"), offset, offset + PART));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.sentParts()).containsExactlyInAnyOrder(1, 3);
        assertThat(ending.result()).contains("\"bytesSentAgain\":0");
    }

    @Test
    void aPartOfWhichTheStoreHoldsOtherBytesIsSentAgain() throws IOException {
        Run run = scene.aRunOf("b");
        scene.play(scene.taker(), run).upToThePlan();
        aTakerBeginsTheSecondPart(run);
        scene.putPart(uploadOf(run), 2, new byte[PART]);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.sentParts()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ending.result()).contains("\"bytesSentAgain\":" + PART);
        assertThat(scene.archive().sums()).containsOnlyKeys("b");
    }

    @Test
    void aPartWhoseAnswerWasLostIsNotSentAgain() {
        Run run = scene.aRunOf("b");
        scene.spoil(Requests::isPart, new Fault.LoseAnswer());
        assertThat(Failing.of(() -> scene.toTheEnd(run)).getType()).isEqualTo("UNAVAILABLE");
        List<Integer> sent = scene.sentParts();
        scene.spoil(any -> false, new Fault.None());

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(sent).isNotEmpty();
        assertThat(scene.sentParts()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void goesOnAfterATakerThatVanishedInTheMiddleOfAPage() {
        List.of("1", "2", "3", "4").forEach(key -> scene.put(key, PART));
        Run run = scene.aRunOf("1", "2", "3", "4");
        Taker first = scene.slowTaker();
        LaidOut plan = scene.play(first, run).upToThePlan();
        first.vanishingAfter(2).vanishing(steps -> steps.buildSeams(run, 1, plan.parts()));
        List<Integer> sent = scene.sentParts();
        assertThat(sent).hasSize(2);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.sentParts()).doesNotHaveDuplicates().hasSize(plan.parts());
    }

    @Test
    void aCompletionWhoseAnswerWasLostCounts() {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        scene.spoil(Requests::isCompletion, new Fault.LoseAnswer());
        assertThat(taker.failing(steps -> steps.complete(run)).getType()).isEqualTo("UNAVAILABLE");
        scene.spoil(any -> false, new Fault.None());
        scene.line().forget();

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.state()).isEqualTo(Ending.State.DONE);
        assertThat(scene.sentParts()).isEmpty();
    }

    @Test
    void anUploadThatSomebodyElseAbortedIsBuiltAgain() throws IOException {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        LaidOut plan = play.upToThePlan();
        play.parts(plan);
        scene.uploadsLeft().forEach(scene::abort);

        assertThat(taker.steps().complete(run)).isFalse();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums()).containsOnlyKeys(KEYS);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void anUploadWhoseIdWasLostIsFoundAndEnded() {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        scene.spoil(Requests::isBegin, new Fault.LoseAnswer());
        assertThat(Failing.of(() -> scene.play(taker, run).upToThePlan()).getType())
                .isEqualTo("UNAVAILABLE");
        scene.spoil(any -> false, new Fault.None());
        assertThat(scene.uploadsLeft()).hasSize(1);

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void anUploadWhoseIdWasLostIsEndedByACancelledJobToo() {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        scene.spoil(Requests::isBegin, new Fault.LoseAnswer());
        assertThat(Failing.of(() -> scene.play(taker, run).upToThePlan()).getType())
                .isEqualTo("UNAVAILABLE");
        scene.spoil(any -> false, new Fault.None());

        taker.steps().cleanUp(run);

        assertThat(scene.uploadsLeft()).isEmpty();
    }

    /** And vanishes before it can say more; answers which of the file's bytes the part begins with. */
    private int aTakerBeginsTheSecondPart(Run run) {
        PartPage page = new PartPage(run.jobId(), run.epoch(), PartKind.BODY, 2, 2);
        TakenPart part = scene.ledger().archiveParts().take(page).get(0);
        scene.ledger().archiveParts().sending(part);
        return (int) (part.offset()
                - SourceHandle.placedEntryOf(scene.files(run).get(0)).dataOffset());
    }

    private String uploadOf(Run run) {
        return String.valueOf(
                scene.ledger().archivePlans().find(run.jobId()).orElseThrow().uploadId());
    }
}
