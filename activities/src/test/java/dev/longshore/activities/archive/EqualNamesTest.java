package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two entries of one name where the order refuses that. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class EqualNamesTest {

    private static final Wish REFUSING = new Wish().names("refuse");

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("one/same.txt", 1);
        scene.put("two/same.txt", 2);
        scene.put("two/other.txt", 3);
    }

    @Test
    void theSecondOfTwoEqualNamesFailsTheJobBeforeAnythingIsSent() {
        Run run = scene.aRun(REFUSING, "two/other.txt", "one/same.txt", "two/other.txt", "two/same.txt");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.EQUAL_NAMES.name());
        assertThat(ending.failureMessage())
                .isEqualTo("file 2 (" + scene.addressOf("two/other.txt")
                        + "): its name in the archive, \"other.txt\", is that of file 0");
        assertThat(scene.files(run))
                .extracting(JobFile::state)
                .containsExactly(FileState.CANCELLED, FileState.CANCELLED, FileState.FAILED, FileState.CANCELLED);
        assertThat(scene.line().exchanges())
                .noneMatch(exchange -> Requests.isBegin(exchange.request()) || Requests.isPart(exchange.request()));
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void planningAgainAfterALostAnswerRefusesTheSameFile() {
        Run run = scene.aRun(REFUSING, "one/same.txt", "two/same.txt");
        Taker taker = scene.taker();
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        taker.steps().inspectSources(run, 0, 1);

        String first = taker.failing(steps -> steps.layOut(run)).getOriginalMessage();
        String again = taker.failing(steps -> steps.layOut(run)).getOriginalMessage();

        assertThat(again).isEqualTo(first).contains("file 1 (", "is that of file 0");
    }

    @Test
    void differentNamesGoInAsTheyAre() throws IOException {
        List<NewFile> files = List.of(scene.aFile("one/same.txt", "one"), scene.aFile("two/same.txt", "two"));
        Run run = scene.aRunOf(REFUSING, files);

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("one/same.txt", "two/same.txt");
    }

    @Test
    void aFileThatIsLeftOutTakesNoName() throws IOException {
        Run run = scene.aRun(REFUSING.missing("skip"), "gone/same.txt", "two/same.txt");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("same.txt");
    }
}
