package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Archives whose headers and directory fill whole parts. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ManyEntriesTest {

    private static final String NOTHING = Archive.sum(new byte[0]);

    @TempDir
    Path folder;

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @Test
    void aDirectoryOfSeveralPartsIsWrittenWithTheChecksumsOfTheLastHeaders() throws IOException {
        String longName = "x".repeat(30_000);
        List<NewFile> files = IntStream.range(0, 260)
                .mapToObj(number -> anEmptyFile(longName + number))
                .toList();
        scene.put("last", 1_000);
        Run run = scene.aRunOf(
                new Wish(),
                IntStream.range(0, 261)
                        .mapToObj(number -> number < 260 ? files.get(number) : scene.aFile("last", null))
                        .toList());

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        Map<String, String> sums = scene.archive().sums();
        assertThat(sums).hasSize(261).containsEntry("last", Archive.sum(scene.contentOf("last")));
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void thousandsOfEmptyFilesFitInOnePart() throws IOException {
        int count = 20_000;
        String folder = "y".repeat(250) + "/";
        List<NewFile> files = IntStream.range(0, count)
                .mapToObj(number -> anEmptyFile(folder + number))
                .toList();
        Run run = scene.aRunOf(new Wish(), files);
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();

        assertThat(scene.play(taker, run).toTheEnd().failureMessage()).isNull();

        assertThat(plan.seams()).isEqualTo(1);
        Map<String, String> sums = new TreeMap<>(scene.archive().sums());
        assertThat(sums).hasSize(count);
        assertThat(sums.values()).containsOnly(NOTHING);
    }

    /** Zip64: an older directory counts entries in 16 bits. */
    @Test
    void moreEntriesThanSixteenBitsCount() throws Exception {
        int count = 65_540;
        List<NewFile> files = new ArrayList<>();
        Contents contents = new Contents();
        for (int number = 0; number < count; number++) {
            files.add(anEmptyFile("写真/" + number));
            contents.put("写真/" + number, new byte[0]);
        }
        for (String key : List.of("last", "but one")) {
            scene.put(key, 1_000);
            files.add(scene.aFile(key, null));
            contents.put(key, scene.contentOf(key));
        }
        Run run = scene.aRunOf(new Wish(), files);

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(contents.differences(scene.archive(folder.resolve("a.zip")))).isEmpty();
        assumeThat(ForeignReader.missing()).as("readers that were not asked").isEmpty();
    }

    private static NewFile anEmptyFile(String name) {
        String handle = SourceHandle.pinned("\"pinned\"", Instant.EPOCH).json();
        return new NewFile("s3://sources/" + name.length(), name, 0L, handle);
    }
}
