package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.DuplicateTarget;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that are missing, change or have names that cannot go in; and what entries are called. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class SourcesTest {

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("dir/a.txt", 10);
        scene.put("dir/b.txt", 20);
    }

    @Test
    void aMissingSourceFailsTheJobWithItsOrdinalAndName() {
        Run run = scene.aRunOf("dir/a.txt", "dir/gone.txt", "dir/b.txt");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_MISSING.name());
        assertThat(ending.failureMessage()).contains("file 1 (" + scene.addressOf("dir/gone.txt") + ")");
        assertThat(statesOf(run)).containsExactly(FileState.CANCELLED, FileState.FAILED, FileState.CANCELLED);
        assertThat(scene.job(run).files().failed()).isOne();
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void aMissingSourceIsLeftOutAndReportedWhenThatIsWished() throws IOException {
        Run run = scene.aRun(new Wish().missing("skip"), "dir/a.txt", "dir/gone.txt", "dir/b.txt");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(ending.result()).contains("\"leftOut\":[{\"ordinal\":1,\"reason\":\"SOURCE_MISSING\"}]");
        assertThat(scene.archive().sums()).containsOnlyKeys("a.txt", "b.txt");
        assertThat(statesOf(run)).containsExactly(FileState.DONE, FileState.SKIPPED, FileState.DONE);
    }

    @Test
    void nothingButMissingSourcesMakeNoArchive() {
        Run run = scene.aRun(new Wish().missing("skip"), "gone", "gone too");

        assertThat(scene.toTheEnd(run).failureType()).isEqualTo(FailureType.NOTHING_FOUND.name());

        assertThat(scene.targets()).isEmpty();
    }

    @ParameterizedTest(name = "of {0} bytes")
    @CsvSource({"100", "11000000"})
    void aSourceThatWasOverwrittenSincePlanningFailsTheJobWithWhichAndWhy(int size) {
        scene.put("dir/big", size);
        Run run = scene.aRunOf("dir/a.txt", "dir/big");
        Taker taker = scene.taker();
        scene.play(taker, run).upToThePlan();
        scene.put("dir/big", new byte[size]);

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_CHANGED.name());
        assertThat(ending.failureMessage())
                .contains("file 1 (" + scene.addressOf("dir/big") + ")", "no longer the " + size + " bytes of ETag");
        assertThat(scene.files(run).get(1).state()).isEqualTo(FileState.FAILED);
        assertThat(scene.job(run).files().failed()).isOne();
        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aSourceThatWasRemovedSincePlanningFailsTheJob() {
        scene.put("dir/c.txt", PART);
        Run run = scene.aRunOf("dir/a.txt", "dir/c.txt");
        Taker taker = scene.taker();
        scene.play(taker, run).upToThePlan();
        scene.remove("dir/c.txt");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_MISSING.name());
        assertThat(ending.failureMessage()).contains("file 1 (" + scene.addressOf("dir/c.txt") + ")");
    }

    @ParameterizedTest(name = "of {0} bytes")
    @CsvSource({"100", "11000000"})
    void aSourceThatWasRemovedSincePlanningIsLeftOutIfSoWished(int size) throws IOException {
        scene.put("dir/c.txt", size);
        Run run = scene.aRun(new Wish().missing("skip"), "dir/c.txt", "dir/a.txt");
        Taker taker = scene.taker();
        scene.play(taker, run).upToThePlan();
        scene.remove("dir/c.txt");
        assertThatThrownBy(() -> scene.play(taker, run).toTheEnd()).hasMessageContaining("left out file 0");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(ending.result()).contains("\"leftOut\":[{\"ordinal\":0,\"reason\":\"SOURCE_MISSING\"}]");
        assertThat(scene.archive().sums()).containsOnlyKeys("a.txt");
        assertThat(statesOf(run)).containsExactly(FileState.SKIPPED, FileState.DONE);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1} is {2}")
    @CsvSource(
            value = {
                "dir/a.txt,null,a.txt",
                "dir/a.txt,album,album/a.txt",
                "dir/a.txt,album/,album/a.txt",
                "dir/a.txt,album/holiday.txt,album/holiday.txt",
                "dir/a.txt,.hidden,.hidden/a.txt",
            },
            nullValues = "null")
    void entriesAreCalledAsTheOriginalCalledThem(String key, @Nullable String destination, String name)
            throws IOException {
        Run run = scene.aRunOf(new Wish(), List.of(scene.aFile(key, destination)));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys(name);
    }

    @Test
    void equalNamesAreToldApartInTheOrderOfTheFiles() throws IOException {
        List<NewFile> files = IntStream.range(0, 4)
                .mapToObj(number -> {
                    scene.put(number + "/same.txt", number + 1);
                    return scene.aFile(number + "/same.txt", null);
                })
                .toList();
        List<NewFile> all = new ArrayList<>(files);
        all.add(scene.aFile("dir/a.txt", "same (3).txt"));
        Run run = scene.aRunOf(new Wish(), all);

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.names(run))
                .containsExactly("same.txt", "same (2).txt", "same (4).txt", "same (5).txt", "same (3).txt");
        assertThat(scene.archive().sums()).hasSize(5);
    }

    @Test
    void equalNamesGetTheSameSuffixesAfterACrashInTheMiddle() {
        List<NewFile> files = IntStream.range(0, 6)
                .mapToObj(number -> {
                    scene.put(number + "/same.txt", 1);
                    return scene.aFile(number + "/same.txt", null);
                })
                .toList();
        Run undisturbed = scene.aRunOf(new Wish(), files);
        scene.toTheEnd(undisturbed);
        Run run = scene.aRunOf(new Wish().exists("replace"), files);
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        scene.ledger()
                .lists()
                .retarget(run.jobId(), run.epoch(), Map.of(new DuplicateTarget(1, "same.txt"), "same (2).txt"));

        scene.toTheEnd(run);

        assertThat(scene.names(run).toList()).isEqualTo(scene.names(undisturbed).toList());
    }

    @Test
    void anUnsafeNameBelowAPrefixIsRefusedWithItsOrdinal() {
        scene.put("trip/a.txt", 1);
        scene.put("trip/b\\..\\..\\evil.txt", 1);
        Run run = scene.aRunFrom("trip/");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.UNSAFE_NAME.name());
        assertThat(ending.failureMessage()).contains("file 1 (", "evil.txt");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"../up", "/absolute", "a/../../b", "C:windows", "be\u0007ll", "a//b"})
    void anUnsafeNameThatReachedTheLedgerDoesNotReachTheArchive(String name) {
        NewFile unsafe = new NewFile(scene.addressOf("dir/b.txt"), name, null, null);
        Run run = scene.aRunOf(new Wish(), List.of(scene.aFile("dir/a.txt", null), unsafe));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.UNSAFE_NAME.name());
        assertThat(ending.failureMessage()).contains("file 1 (" + scene.addressOf("dir/b.txt") + ")");
        assertThat(scene.files(run).get(1).state()).isEqualTo(FileState.FAILED);
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aNumberThatMakesANameTooLongIsRefused() {
        String longest = "ab".repeat(32_765) + ".txt";
        NewFile one = new NewFile(scene.addressOf("dir/a.txt"), longest, null, null);
        NewFile other = new NewFile(scene.addressOf("dir/b.txt"), longest, null, null);
        Run run = scene.aRunOf(new Wish(), List.of(one, other));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.UNSAFE_NAME.name());
        assertThat(ending.failureMessage()).contains("file 1 (");
    }

    @Test
    void anEmptyPrefixFailsTheJob() {
        Ending ending = scene.toTheEnd(scene.aRunFrom("nothing/here/"));

        assertThat(ending.failureType()).isEqualTo(FailureType.NOTHING_FOUND.name());
        assertThat(ending.failureMessage()).contains("nothing/here/");
    }

    @Test
    void namesBelowAPrefixAreRelativeToIt() throws IOException {
        scene.put("trip/day 1/a#?.txt", 1);
        scene.put("trip/day 2/ö%20+.txt", 2);
        scene.put("trip/day 2/", 0);
        Run run = scene.aRunFrom("trip/");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("day 1/a#?.txt", "day 2/", "day 2/ö%20+.txt");
    }

    @Test
    void aListingOfSeveralPagesGoesOnWhereItCrashedAndDoublesOrLosesNothing() {
        int count = 1_003;
        IntStream.range(0, count).parallel().forEach(number -> scene.put("many/%05d".formatted(number), 0));
        Run run = scene.aRunFrom("many/");
        Taker taker = scene.taker();
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        scene.spoil(
                request -> request.query().getOrDefault("start-after", "").endsWith("00999"), new Fault.Refuse(403));
        assertThat(taker.failing(steps -> steps.listSources(run)).getType()).isEqualTo("ACCESS_DENIED");
        assertThat(scene.job(run).files().total()).isEqualTo(1_000);
        scene.spoil(any -> false, new Fault.None());
        scene.line().forget();

        assertThat(taker.steps().listSources(run).files()).isEqualTo(count);

        assertThat(scene.line().exchanges()).hasSize(1);
        assertThat(scene.files(run)).extracting(JobFile::ordinal).hasSize(count).doesNotHaveDuplicates();
        assertThat(scene.names(run))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj("%05d"::formatted).toList());
        assertThat(taker.steps().listSources(run).files()).isEqualTo(count);
        assertThat(scene.line().exchanges()).hasSize(1);
    }

    @Test
    void aListedFileThatIsOverwrittenBeforeItIsReadFailsTheJob() {
        scene.put("trip/a.txt", 5);
        scene.put("trip/b.txt", 5);
        Run run = scene.aRunFrom("trip/");
        Taker taker = scene.taker();
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        taker.steps().listSources(run);
        scene.put("trip/b.txt", new byte[5]);

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_CHANGED.name());
        assertThat(Objects.requireNonNull(ending.failureMessage())).contains("file 1 (");
    }

    private List<FileState> statesOf(Run run) {
        return scene.files(run).stream().map(JobFile::state).toList();
    }
}
