package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts that the store has taken and does not show when it shall make an object of them. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class MissedPartsTest {

    private static final String[] KEYS = {"a", "b", "c", "d"};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        for (String key : KEYS) {
            scene.putWithChecksum(key, 12 * MIB);
        }
    }

    @Test
    void aPartThatIsLostIsBuiltAnewAndNoOther() throws IOException, SQLException {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        Play play = built(taker, run);
        lose(uploadOf(run), 2);

        requireAskedAgain(taker, run, "taken: 2");
        assertThat(statesOf(run)).containsOnly(FileState.DONE);
        scene.anHourPassesFor(run);
        assertThat(taker.steps().complete(run)).isFalse();
        assertThat(statesOf(run)).containsExactly(FileState.QUEUED, FileState.DONE, FileState.DONE, FileState.DONE);
        assertThat(scene.job(run).files().done()).isEqualTo(3);
        assertThat(scene.job(run).bytes().done()).isBetween(48L * MIB - PART, 48L * MIB - 1);
        scene.line().forget();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.sentParts()).containsExactly(2);
        requireWholeAndNothingElse(run);
    }

    @Test
    void aPartOfAStageThatIsLostIsBuiltAnewAndNoOther() throws IOException, SQLException {
        scene.limit(5, 20L * MIB);
        Run run = scene.aRun(new Wish().plan("fewest-bytes"), KEYS);
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        ArchiveStage second = stages(run).get(1);
        lose(Objects.requireNonNull(second.uploadId()), 1);

        requireAskedAgain(taker, run, "/stage-2");
        scene.anHourPassesFor(run);
        assertThat(taker.steps().complete(run)).isFalse();
        scene.line().forget();
        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(stages(run).get(1).uploadId()).isEqualTo(second.uploadId());
        assertThat(scene.line().exchanges())
                .filteredOn(passed -> Requests.isPart(passed.request()))
                .filteredOn(passed -> passed.request().path().contains("/stage-"))
                .hasSize(1)
                .allMatch(passed -> passed.request().path().endsWith("/stage-2"))
                .allMatch(passed -> "1".equals(passed.request().query().get("partNumber")));
        requireWholeAndNothingElse(run);
    }

    @Test
    void aCopyOfAStageThatIsLostIsMadeAnewByTheNextTry() throws IOException {
        scene.limit(5, 20L * MIB);
        Run run = scene.aRun(new Wish().plan("fewest-bytes"), KEYS);
        Taker taker = scene.copyingTaker();
        Play play = built(taker, run);
        scene.spoil(
                request -> Requests.isCompletion(request) && request.path().endsWith("/a.zip"), new Fault.Refuse(503));
        assertThat(taker.failing(steps -> steps.complete(run)).getType()).isEqualTo("UNAVAILABLE");
        scene.spoil(any -> false, new Fault.None());
        lose(uploadOf(run), 1);

        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        requireWholeAndNothingElse(run);
    }

    @Test
    void aPartThatIsThereAgainIsNotSentAgain() throws IOException, SQLException {
        scene.put("one", 2 * PART);
        Run run = scene.aRunOf("one");
        Taker taker = scene.taker();
        Play play = built(taker, run);
        int offset = (int)
                (PART - SourceHandle.placedEntryOf(scene.files(run).get(0)).dataOffset());
        lose(uploadOf(run), 2);
        requireAskedAgain(taker, run, "taken: 2");
        scene.anHourPassesFor(run);
        scene.putPart(uploadOf(run), 2, Arrays.copyOfRange(scene.contentOf("one"), offset, offset + PART));
        scene.line().forget();

        Ending ending = play.toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.sentParts()).isEmpty();
        assertThat(scene.archive().sums()).containsOnlyKeys("one");
    }

    @Test
    void partsThatVanishOneByOneAreOnTheirWayIntoTheObject() throws IOException, SQLException {
        Run run = scene.aRunOf(KEYS);
        Taker taker = scene.taker();
        built(taker, run);
        for (int part = 1; part <= 3; part++) {
            lose(uploadOf(run), part);
            requireAskedAgain(taker, run, "taken: 1");
            scene.anHourPassesFor(run);
        }

        assertThat(taker.steps().complete(run)).isFalse();
    }

    private void requireAskedAgain(Taker taker, Run run, String missing) {
        ApplicationFailure failure = taker.failing(steps -> steps.complete(run));
        assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(scene.job(run).waitingFor()).contains("the store does not show", missing);
    }

    private Play built(Taker taker, Run run) {
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        return play;
    }

    private void lose(String uploadId, int part) throws IOException {
        scene.servers().losePart(uploadId, part);
    }

    private String uploadOf(Run run) {
        return String.valueOf(
                scene.ledger().archivePlans().find(run.jobId()).orElseThrow().uploadId());
    }

    private List<ArchiveStage> stages(Run run) {
        return scene.ledger().archiveStages().of(run.jobId());
    }

    private List<FileState> statesOf(Run run) {
        return scene.files(run).stream().map(JobFile::state).toList();
    }

    private void requireWholeAndNothingElse(Run run) throws IOException {
        assertThat(scene.archive().sums()).containsOnlyKeys(KEYS);
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(statesOf(run)).containsOnly(FileState.DONE);
        assertThat(scene.job(run).files().done()).isEqualTo(KEYS.length);
        assertThat(scene.job(run).bytes().done()).isEqualTo(48L * MIB);
    }
}
