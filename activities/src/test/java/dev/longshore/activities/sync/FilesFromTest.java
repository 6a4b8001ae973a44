package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.activities.sync.SyncRulesProperties.FlowRulesProperties;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows that are confined to the paths of a list. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class FilesFromTest {

    @TempDir
    private Path folder;

    private SyncScene scene;
    private Path list;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
        list = folder.resolve("list.txt");
    }

    @Test
    void aListHasAPathInEachLineAndCommentsAndEmptyLines() throws IOException {
        Files.write(
                list,
                "\ufeff# first\n\n a.txt \r\n/deep/b c.txt\n; d.txt\n\t\ngröße.pdf".getBytes(StandardCharsets.UTF_8));

        FilesFrom.Listed listed = new FilesFrom(list).now();

        assertThat(List.of("a.txt", "deep/b c.txt", "größe.pdf")).allMatch(listed::holds);
        assertThat(List.of("# first", "; d.txt", "d.txt", "", "deep", "b c.txt", "a.txt2"))
                .noneMatch(listed::holds);
        assertThat(listed.holdsBelow("deep")).isTrue();
        assertThat(listed.holdsBelow("dee")).isFalse();
    }

    @Test
    void aListIsReadAnewOnlyWhenItChanged() throws IOException {
        write("a\n");
        FilesFrom files = new FilesFrom(list);
        FilesFrom.Listed first = files.now();

        assertThat(files.now()).isSameAs(first);
        write("b\n");

        assertThat(files.now().holds("b")).isTrue();
        assertThat(files.last().holds("a")).isFalse();
    }

    @Test
    void aListThatIsNoneIsSaid() throws IOException {
        FilesFrom files = new FilesFrom(list);
        assertThatThrownBy(files::now)
                .hasMessageContaining(list + " (longshore.sync.flows[].files-from), without which nothing");
        Files.write(list, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(files::now).hasMessageContaining("is not written in UTF-8");
        Files.write(list, new byte[(16 << 20) + 1]);
        assertThatThrownBy(files::now).hasMessageContaining("is larger than 16 MiB");
        Files.writeString(list, "a\n".repeat(500_001));
        assertThatThrownBy(files::now).hasMessageContaining("names more than 500,000 paths");
        Files.writeString(list, "#\n".repeat(1_000_001) + "a\n");
        assertThat(files.now().holds("a"))
                .as("behind many lines that name nothing")
                .isTrue();
        Files.delete(list);
        Files.createDirectory(list);
        assertThatThrownBy(files::now).hasMessageContaining("is no regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void onlyWhatIsListedIsMoved(String flow) throws IOException {
        boolean isUp = flow.equals("out");
        for (String path : List.of("a.txt", "deep/b.txt", "c.txt", "deep/a.txt")) {
            put(isUp, flow + "/" + path);
        }
        write("a.txt\ndeep/b.txt\nnosuch\n");

        scene.play(taker(flow), flow);

        assertThat(isUp ? scene.objects() : scene.files()).containsOnlyKeys(flow + "/a.txt", flow + "/deep/b.txt");
        assertThat(isUp ? scene.files() : scene.objects()).containsOnlyKeys(flow + "/c.txt", flow + "/deep/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void anEmptyListMovesNothing(String flow) throws IOException {
        put(flow.equals("out"), flow + "/a.txt");
        write("# nothing today\n");

        scene.play(taker(flow), flow);

        assertThat(scene.life(flow, "a.txt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "out"})
    void aListThatIsMissingStopsTheFlowUntilItIsThere(String flow) throws IOException {
        put(flow.equals("out"), flow + "/a.txt");
        SyncTaker taker = taker(flow);
        Run run = scene.start(taker, flow);

        ApplicationFailure opened = SyncTaker.failing(() -> taker.steps().open(run));
        ApplicationFailure awaited = SyncTaker.failing(() -> taker.steps().awaitWork(run));

        assertThat(opened.getType()).isEqualTo("UNAVAILABLE");
        assertThat(opened.getOriginalMessage())
                .contains(list.toString(), "is missing", "without which nothing of the flow is moved");
        assertThat(awaited.getOriginalMessage()).isEqualTo(opened.getOriginalMessage());
        assertThat(scene.life(flow, "a.txt")).isEmpty();
        write("a.txt\n");
        taker.steps().open(run);
        scene.goOn(taker, run);
        assertThat(scene.life(flow, "a.txt")).extracting(SyncFile::state).containsExactly(SyncState.MOVED);
    }

    @Test
    void aPassMovesNothingWhileTheListIsMissing() throws IOException {
        scene.write("out/a.txt", bytes(10, 1));
        write("a.txt\n");
        SyncTaker taker = taker("out");
        Run flow = scene.start(taker, "out");
        Run pass = scene.pass(taker, flow);
        Files.delete(list);

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 9)).getOriginalMessage())
                .contains("is missing");
        assertThat(scene.files()).containsOnlyKeys("out/a.txt");
        assertThat(scene.objects()).isEmpty();

        write("a.txt\n");
        scene.move(taker, pass);
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
    }

    /** What waits is handed out at once where all is to be looked at once more; the list is read before that. */
    @ParameterizedTest
    @CsvSource({"in, PT0S", "out, PT0S", "in, P1D", "out, P1D"})
    void aListThatChangesIsFollowedAndWhatIsNotInItAnyMoreIsForgotten(String flow, Duration later) throws IOException {
        boolean isUp = flow.equals("out");
        put(isUp, flow + "/a.txt");
        put(isUp, flow + "/b.txt");
        write("a.txt\n");
        SyncTaker taker = taker(flow);
        Run run = scene.start(taker, flow);
        Run pass = scene.pass(taker, run);
        scene.cancel(pass); // what it had waits again
        taker.goAhead(later);

        write("b.txt\n");
        scene.goOn(taker, run);

        assertThat(isUp ? scene.objects() : scene.files()).containsOnlyKeys(flow + "/b.txt");
        assertThat(scene.life(flow, "a.txt")).isEmpty();
    }

    @Test
    void surveysKeepToTheListToo() throws IOException {
        scene.write("out/a.txt", bytes(10, 1));
        scene.write("out/b.txt", bytes(10, 2));
        scene.put("out/c.txt", bytes(10, 3));
        write("a.txt\n");
        Surveyor surveyor = new Surveyor(scene, taker("out"));

        Map<String, String> plan = surveyor.survey("out", SurveyKind.PLAN);
        Map<String, String> check = surveyor.survey("out", SurveyKind.CHECK);

        assertThat(plan).isEqualTo(Map.of("a.txt", "move", "b.txt", "leave"));
        assertThat(check).isEqualTo(Map.of("a.txt", "+"));
    }

    private SyncTaker taker(String flow) {
        FlowRulesProperties own = new FlowRulesProperties(flow, null, null, "suffix", list.toString());
        return scene.taker(new SyncRulesProperties(Duration.ZERO, "off", List.of(own)), null);
    }

    private void put(boolean isUp, String path) {
        if (isUp) {
            scene.write(path, bytes(10, path.hashCode()));
        } else {
            scene.put(path, bytes(10, path.hashCode()));
        }
    }

    /** As one should: never seen half written. */
    private void write(String text) throws IOException {
        Path written = Files.writeString(folder.resolve("new"), text);
        Files.move(written, list, StandardCopyOption.ATOMIC_MOVE);
    }
}
