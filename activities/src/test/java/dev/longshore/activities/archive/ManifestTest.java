package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entry that lists the others. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Wish WITH = new Wish().withManifest();

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("dir/a \"quoted\" ü.txt", 10);
        scene.put("dir/b.txt", 20);
        scene.put("dir/folder/", 0);
    }

    @Test
    void listsWhatIsInAndWhatWasLeftOut() throws IOException {
        Run run =
                scene.aRun(WITH.missing("skip"), "dir/a \"quoted\" ü.txt", "dir/gone.txt", "dir/b.txt", "dir/folder/");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(ending.result()).contains("\"entries\":4");
        assertThat(scene.archive().sums().keySet())
                .containsExactly("a \"quoted\" ü.txt", "b.txt", "folder/", "manifest.json");
        assertThat(scene.archive().streamed()).isEqualTo(scene.archive().sums());
        JsonNode manifest = manifest("manifest.json");
        assertThat(manifest.path("job").asText()).isEqualTo(run.jobId());
        assertThat(manifest.path("entries").findValuesAsText("name"))
                .containsExactly("a \"quoted\" ü.txt", "b.txt", "folder/");
        JsonNode second = manifest.path("entries").path(1);
        assertThat(second.path("source").asText()).isEqualTo(scene.addressOf("dir/b.txt"));
        assertThat(second.path("size").asLong()).isEqualTo(20);
        assertThat(second.path("crc32").asText()).isEqualTo(crc32Of("dir/b.txt"));
        assertThat(second.path("etag").asText()).isNotEmpty();
        assertThat(manifest.path("leftOut")).hasSize(1);
        JsonNode gone = manifest.path("leftOut").path(0);
        assertThat(gone.path("ordinal").asLong()).isOne();
        assertThat(gone.path("reason").asText()).isEqualTo("SOURCE_MISSING");
        assertThat(gone.path("source").asText()).isEqualTo(scene.addressOf("dir/gone.txt"));
    }

    @Test
    void nothingIsLeftOutOfAWholeArchive() throws IOException {
        assertThat(scene.toTheEnd(scene.aRun(WITH, "dir/b.txt")).failureMessage())
                .isNull();

        assertThat(manifest("manifest.json").path("leftOut")).isEmpty();
    }

    @Test
    void aFileThatVanishesAfterThePlanMovesToWhatWasLeftOut() throws IOException {
        scene.put("dir/c.txt", 100);
        Run run = scene.aRun(WITH.missing("skip"), "dir/c.txt", "dir/b.txt");
        Taker taker = scene.taker();
        scene.play(taker, run).upToThePlan();
        scene.remove("dir/c.txt");
        assertThat(Failing.of(() -> scene.play(taker, run).toTheEnd())).hasMessageContaining("left out file 0");

        assertThat(scene.play(taker, run).toTheEnd().failureMessage()).isNull();

        JsonNode manifest = manifest("manifest.json");
        assertThat(manifest.path("entries").findValuesAsText("name")).containsExactly("b.txt");
        assertThat(manifest.path("leftOut").findValuesAsText("name")).containsExactly("c.txt");
    }

    @Test
    void theManifestGivesWayToAnEntryOfItsName() throws IOException {
        Run run = scene.aRunOf(WITH, List.of(scene.aFile("dir/b.txt", "manifest.json")));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums().keySet()).containsExactly("manifest.json", "manifest (2).json");
        assertThat(manifest("manifest (2).json").path("entries").findValuesAsText("name"))
                .containsExactly("manifest.json");
    }

    @Test
    void anEntryOfItsNameFailsTheJobWhereEqualNamesAreRefused() {
        Run run = scene.aRunOf(
                WITH.names("refuse"),
                List.of(scene.aFile("dir/folder/", null), scene.aFile("dir/b.txt", "manifest.json")));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo(FailureType.EQUAL_NAMES.name());
        assertThat(ending.failureMessage()).contains("file 1 (", "is that of the manifest");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    /** The archive ends in the first part, or far behind it; the manifest begins within a part and fills others. */
    @ParameterizedTest(name = "of {0} entries")
    @ValueSource(ints = {300, 15_000})
    void aManifestOfSeveralPiecesIsWhole(int count) throws IOException {
        scene.put("large", ArchiveScene.PART - 1_000);
        List<NewFile> files = new ArrayList<>(List.of(scene.aFile("large", null)));
        String etag = "d41d8cd98f00b204e9800998ecf8427e";
        String handle = SourceHandle.pinned(etag, Instant.EPOCH).json();
        scene.put("nothing", 0);
        IntStream.range(0, count)
                .mapToObj(number -> new NewFile(scene.addressOf("nothing"), "x".repeat(100) + number, 0L, handle))
                .forEach(files::add);
        Run run = scene.aRunOf(WITH, files);

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        List<String> names = manifest("manifest.json").path("entries").findValuesAsText("name");
        assertThat(names).hasSize(count + 1).doesNotHaveDuplicates();
        assertThat(names)
                .containsExactlyElementsOf(scene.archive().sums().keySet().stream()
                        .limit(count + 1L)
                        .toList());
    }

    @Test
    void anEqualOrderGivesAnEqualManifest() throws IOException {
        Run run = scene.aRun(WITH, "dir/b.txt", "dir/folder/");
        scene.toTheEnd(run);
        byte[] first = scene.archive().content("manifest.json");

        Run again = scene.aRun(WITH.exists("replace"), "dir/b.txt", "dir/folder/");
        scene.toTheEnd(again);

        assertThat(new String(scene.archive().content("manifest.json"), UTF_8))
                .isEqualTo(new String(first, UTF_8).replace(run.jobId(), again.jobId()));
    }

    private JsonNode manifest(String name) throws IOException {
        return JSON.readTree(scene.archive().content(name));
    }

    private String crc32Of(String key) {
        CRC32 crc32 = new CRC32();
        crc32.update(scene.contentOf(key));
        return HexFormat.of().toHexDigits((int) crc32.getValue());
    }
}
