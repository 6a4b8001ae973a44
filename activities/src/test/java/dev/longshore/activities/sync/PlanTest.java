package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFinding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flow would do is said, and nothing of it done; and then the flow does it. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class PlanTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void saysUnderWhichNamesFilesWouldBeMovedAndSoTheyAre(String flow) {
        boolean isUp = flow.equals("out");
        for (String path : List.of("free", "taken.txt", "same", "d/taken twice")) {
            put(!isUp, flow + "/" + path, bytes(10, 1));
        }
        for (String path : List.of("taken.txt", "d/taken twice", "d/taken twice-1", "unrelated")) {
            put(isUp, flow + "/" + path, bytes(10, 2));
        }
        put(isUp, flow + "/same", bytes(10, 1));
        Map<String, byte[]> objects = scene.objects();
        Map<String, byte[]> files = scene.files();
        SyncTaker taker = scene.taker();

        Map<String, SyncFinding> plan = plan(taker, flow);

        assertThat(plan).containsOnlyKeys("free", "taken.txt", "same", "d/taken twice");
        assertThat(plan.values()).allMatch(finding -> "move".equals(finding.what()));
        assertThat(scene.objects()).usingRecursiveComparison().isEqualTo(objects);
        assertThat(scene.files()).usingRecursiveComparison().isEqualTo(files);
        scene.play(taker, flow);
        plan.forEach((path, finding) ->
                assertThat(scene.life(flow, path).get(0).target()).isEqualTo(finding.target()));
        assertThat(String.valueOf(of("same", plan).why())).contains("there already");
        assertThat(String.valueOf(of("d/taken twice", plan).target())).endsWith("d/taken twice-2");
    }

    @Test
    void saysWhatWaitsAndWhatIsLeftAloneAndWhy() throws IOException {
        scene.exclude("**.tmp");
        scene.write("out/x.tmp", bytes(1, 1));
        scene.write("out/open", bytes(1, 1));
        Files.createSymbolicLink(scene.file("out/link"), scene.file("out/open"));
        SyncTaker taker = scene.taker();

        try (FileChannel held = FileChannel.open(scene.file("out/open"), StandardOpenOption.WRITE)) {
            assertThat(held.isOpen()).isTrue();
            Map<String, SyncFinding> plan = plan(taker, "out");

            assertThat(plan).containsOnlyKeys("x.tmp", "open", "link");
            assertThat(of("open", plan).what()).isEqualTo("wait");
            assertThat(of("open", plan).why()).contains("open for writing");
            assertThat(of("x.tmp", plan).what()).isEqualTo("leave");
            assertThat(of("link", plan).why()).contains("symbolic link");
        }
    }

    @Test
    void saysThatAFileIsLeftAloneForWhichNoKeyIsLongEnough() {
        scene.write("out/" + SceneFiles.pathThatIsTooLong(), bytes(5, 1));
        scene.write("out/file", bytes(5, 1));

        Map<String, SyncFinding> plan = plan(scene.taker(), "out");

        assertThat(of("file", plan).what()).isEqualTo("move");
        assertThat(of(SceneFiles.pathThatIsTooLong(), plan).what()).isEqualTo("leave");
        assertThat(of(SceneFiles.pathThatIsTooLong(), plan).why()).contains("stores take at most 1024");
    }

    @Test
    void saysWhichObjectsAreLeftAlone() {
        scene.exclude("**.tmp");
        scene.write("in/there", bytes(1, 1));
        scene.put("in/good", bytes(1, 1));
        scene.put("in/x.tmp", bytes(1, 1));

        Map<String, SyncFinding> plan = plan(scene.taker(), "in");

        assertThat(of("good", plan).what()).isEqualTo("move");
        assertThat(of("x.tmp", plan).what()).isEqualTo("leave");
        assertThat(of("x.tmp", plan).why()).contains("globs");
    }

    @Test
    void saysThatAnObjectIsLeftAloneThatIsShownAsAFolderAndHoldsBytes() {
        scene.write("in/there", bytes(1, 1));
        SyncTaker taker = scene.taker();
        scene.put("in/good", bytes(1, 1));
        scene.spoil(
                request -> request.query().containsKey("list-type"),
                new Fault.Answer(200, listing(Map.of("in/empty/", 0, "in/full/", 5, "in/good", 1))));

        Map<String, SyncFinding> plan = plan(taker, "in");

        assertThat(plan).containsOnlyKeys("good", "full/");
        assertThat(of("full/", plan).what()).isEqualTo("leave");
        assertThat(of("full/", plan).why()).isEqualTo("its key is that of a folder, but it holds bytes");
    }

    @Test
    void whatWasMovedAndIsKeptIsNotMovedAgain() {
        SyncTaker taker = scene.taker(scene.properties(false), null);
        scene.write("out/kept", bytes(1, 1));
        scene.play(taker, "out");
        scene.write("out/next", bytes(1, 1));

        Map<String, SyncFinding> plan = plan(taker, "out");

        assertThat(of("kept", plan).what()).isEqualTo("keep");
        assertThat(of("next", plan).what()).isEqualTo("move");
        assertThat(of("next", plan).why()).contains("stays");
    }

    /** As of a store that keeps what is put under a key of a folder, which that of these tests does not. */
    private static String listing(Map<String, Integer> sizes) {
        return new TreeMap<>(sizes)
                .entrySet().stream()
                        .map(object -> "<Contents><Key>" + object.getKey() + "</Key>"
                                + "<LastModified>2026-01-02T03:04:05.678Z</LastModified>"
                                + "<ETag>&quot;0123456789abcdef0123456789abcdef&quot;</ETag>"
                                + "<Size>" + object.getValue() + "</Size></Contents>")
                        .collect(Collectors.joining(
                                "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
    }

    private static SyncFinding of(String path, Map<String, SyncFinding> plan) {
        return Objects.requireNonNull(plan.get(path));
    }

    private Map<String, SyncFinding> plan(SyncTaker taker, String flow) {
        return new Surveyor(scene, taker)
                .findings(flow, SurveyKind.PLAN).stream()
                        .collect(Collectors.toMap(SyncFinding::path, Function.identity()));
    }

    private void put(boolean isObject, String path, byte[] content) {
        if (isObject) {
            scene.put(path, content);
        } else {
            scene.write(path, content);
        }
    }
}
