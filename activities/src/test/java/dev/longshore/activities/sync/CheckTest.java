package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of a flow are compared by their contents, and nothing is changed. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class CheckTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void saysOfEachNameOnWhichSideItIsWithWhatContent(String flow) {
        fill(flow);
        Map<String, byte[]> files = scene.files();
        Map<String, byte[]> objects = scene.objects();

        Map<String, String> said = checked(flow);

        String onlyThere = flow.equals("out") ? "-" : "+";
        String onlyHere = flow.equals("out") ? "+" : "-";
        assertThat(said)
                .isEqualTo(new TreeMap<>(Map.of(
                        "same", "=",
                        "größe/same 📷", "=",
                        "here", onlyHere,
                        "there", onlyThere,
                        "longer", "*",
                        "other", "*")));
        assertThat(scene.files()).usingRecursiveComparison().isEqualTo(files);
        assertThat(scene.objects()).usingRecursiveComparison().isEqualTo(objects);
        assertThat(scene.file(flow + "/.longshore-flow")).doesNotExist();
    }

    private void fill(String flow) {
        for (String same : List.of("same", "größe/same 📷")) {
            scene.write(flow + "/" + same, bytes(1000, 1));
            scene.put(flow + "/" + same, bytes(1000, 1));
        }
        scene.write(flow + "/here", bytes(10, 2));
        scene.put(flow + "/there", bytes(10, 2));
        scene.write(flow + "/longer", bytes(10, 3));
        scene.put(flow + "/longer", bytes(11, 3));
        scene.write(flow + "/other", bytes(10, 4));
        scene.put(flow + "/other", bytes(10, 5));
    }

    @Test
    void anObjectOfPartsIsReadWhereItsETagSaysNothing() {
        byte[] content = bytes(PART + 17, 1);
        scene.write("out/big", content);
        scene.putInParts(
                "out/big",
                java.util.Arrays.copyOf(content, PART),
                java.util.Arrays.copyOfRange(content, PART, PART + 17));
        scene.write("out/changed", bytes(PART + 17, 2));
        scene.putInParts("out/changed", bytes(PART, 3), bytes(17, 4));

        assertThat(checked("out")).isEqualTo(Map.of("big", "=", "changed", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void whatWasMovedAndIsAsItsReceiptSaysIsAsItShouldBe(String flow) {
        SyncTaker taker = scene.taker();
        for (String path : List.of("moved", "changed", "a.txt")) {
            atSource(flow, path, bytes(500, 1));
        }
        atTarget(flow, "a.txt", bytes(5, 9));
        atSource(flow, "big", bytes(2 * PART, 2));
        scene.play(taker, flow);
        atTarget(flow, "changed", bytes(500, 7));
        atTarget(flow, "stranger", bytes(500, 1));

        Map<String, String> said = new Surveyor(scene, taker).survey(flow, SurveyKind.CHECK);

        assertThat(said)
                .isEqualTo(new TreeMap<>(Map.of(
                        "moved", "=", "changed", "*", "a.txt", "-", "a-1.txt", "=", "big", "=", "stranger", "-")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void whatIsKeptIsFoundUnderTheNameThatItGot(String flow) {
        SyncTaker taker = scene.taker(scene.properties(false), null);
        atTarget(flow, "a.txt", bytes(5, 9));
        atSource(flow, "a.txt", bytes(500, 1));
        scene.play(taker, flow);

        List<SyncFinding> said = new Surveyor(scene, taker).findings(flow, SurveyKind.CHECK);

        assertThat(Surveyor.whats(said)).containsEntry("a.txt", "=");
        assertThat(said.get(0).target()).endsWith("a-1.txt");
    }

    @Test
    void whatFlowsLeaveAloneIsNotCompared() throws IOException {
        scene.exclude("**.tmp");
        scene.write("out/a.tmp", bytes(5, 1));
        scene.put("out/b.tmp", bytes(5, 1));
        scene.put("out/folder/", bytes(0, 1));
        scene.write("out/.longshore-trash/f1", bytes(5, 1));
        scene.write("out/file", bytes(5, 1));
        Files.createSymbolicLink(scene.file("out/link"), scene.file("out/file"));

        assertThat(checked("out")).isEqualTo(Map.of("file", "+"));
    }

    @Test
    void aFileThatNoKeyIsLongEnoughForIsSaidAmongTheOthers() {
        scene.write("out/" + SceneFiles.pathThatIsTooLong(), bytes(5, 1));
        scene.write("out/file", bytes(5, 1));

        List<SyncFinding> said = new Surveyor(scene, scene.taker()).findings("out", SurveyKind.CHECK);

        assertThat(Surveyor.whats(said)).isEqualTo(Map.of(SceneFiles.pathThatIsTooLong(), "!", "file", "+"));
        assertThat(said)
                .filteredOn(finding -> "!".equals(finding.what()))
                .extracting(SyncFinding::why)
                .containsExactly("its key would have 1039 bytes; stores take at most 1024");
    }

    @Test
    void aFileThatNoKeyIsLongEnoughForIsOnlyInTheFolderOfAFlowDown() {
        scene.write("in/" + SceneFiles.pathThatIsTooLong(), bytes(5, 1));

        assertThat(checked("in")).isEqualTo(Map.of(SceneFiles.pathThatIsTooLong(), "-"));
    }

    @Test
    void moreNamesThanAPageHasAreAllSaid() {
        for (int i = 0; i < 1_201; i++) {
            scene.write("out/d" + i % 3 + "/" + i, bytes(3, i));
        }
        for (int i = 0; i < 1_201; i += 2) {
            scene.put("out/d" + i % 3 + "/" + i, bytes(3, i));
        }

        Map<String, String> said = checked("out");

        assertThat(said).hasSize(1_201).containsEntry("d1/1", "+").containsEntry("d0/1200", "=");
        assertThat(said.values().stream().filter("="::equals)).hasSize(601);
    }

    @Test
    void whatAnEarlierRunFoundIsThrownAway() {
        SyncTaker taker = scene.taker();
        Surveyor surveyor = new Surveyor(scene, taker);
        scene.write("out/a", bytes(5, 1));
        scene.write("out/b", bytes(5, 1));
        Run first = surveyor.start("out", SurveyKind.CHECK, false);
        surveyor.settle(first);

        Run second = surveyor.next(first.jobId());
        scene.put("out/a", bytes(5, 1));
        assertThat(scene.file("out/b").toFile().delete()).isTrue();

        surveyor.settle(second);

        assertThat(SyncTaker.failing(() -> taker.surveys().list(first)).getType())
                .isEqualTo(LostEpoch.because("", new IllegalStateException()).getType());
        surveyor.finish(second);
        assertThat(Surveyor.whats(surveyor.findings(second))).isEqualTo(Map.of("a", "="));
    }

    @Test
    void aStepThatIsDoneAgainSaysTheSame() {
        SyncTaker taker = scene.taker();
        Surveyor surveyor = new Surveyor(scene, taker);
        scene.write("out/a", bytes(5, 1));
        Run run = surveyor.start("out", SurveyKind.CHECK, false);

        taker.surveys().list(run);
        taker.surveys().list(run);
        surveyor.settle(run);
        surveyor.finish(run);

        assertThat(Surveyor.whats(surveyor.findings(run))).isEqualTo(Map.of("a", "+"));
    }

    @Test
    void aStoreThatIsAwaySaysNothingOfAnyFile() {
        SyncTaker taker = scene.taker();
        Surveyor surveyor = new Surveyor(scene, taker);
        scene.write("out/a", bytes(5, 1));
        Run run = surveyor.start("out", SurveyKind.CHECK, false);
        scene.spoil(request -> true, new Fault.Answer(503, "<Error><Code>SlowDown</Code></Error>"));

        assertThat(SyncTaker.failing(() -> surveyor.settle(run)).getType())
                .isIn(FailureType.UNAVAILABLE.name(), FailureType.THROTTLED.name());
        assertThat(surveyor.findings(run)).isEmpty();

        scene.mend();
        surveyor.finish(run);
        assertThat(Surveyor.whats(surveyor.findings(run))).isEqualTo(Map.of("a", "+"));
    }

    @Test
    void aFolderThatIsNotThereIsNotTakenForAnEmptyOne() {
        SyncTaker taker = scene.taker();
        scene.put("out/a", bytes(5, 1));

        assertThat(SyncTaker.failing(() -> checkedBy(taker, "out")).getType())
                .isEqualTo(FailureType.INVALID_REQUEST.name());
    }

    @Test
    void anotherFolderThanTheOneThatIsKnownIsNotCompared() throws IOException {
        SyncTaker taker = scene.taker();
        scene.write("out/a", bytes(5, 1));
        scene.play(taker, "out");
        Files.delete(scene.file("out/.longshore-flow"));

        assertThat(SyncTaker.failing(() -> checkedBy(taker, "out")).getOriginalMessage())
                .contains("is it mounted?");
    }

    private void atSource(String flow, String path, byte[] content) {
        put(flow.equals("in"), flow + "/" + path, content);
    }

    private void atTarget(String flow, String path, byte[] content) {
        put(flow.equals("out"), flow + "/" + path, content);
    }

    private void put(boolean isObject, String path, byte[] content) {
        if (isObject) {
            scene.put(path, content);
        } else {
            scene.write(path, content);
        }
    }

    private Map<String, String> checked(String flow) {
        return checkedBy(scene.taker(), flow);
    }

    private Map<String, String> checkedBy(SyncTaker taker, String flow) {
        return new Surveyor(scene, taker).survey(flow, SurveyKind.CHECK);
    }
}
