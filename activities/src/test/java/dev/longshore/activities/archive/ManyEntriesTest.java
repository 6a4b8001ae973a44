package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Archives whose headers and directory fill whole parts. */
@Timeout(120)
@ExtendWith(TestServers.Extension.class)
class ManyEntriesTest {

    private static final String NOTHING = Archive.sum(new byte[0]);

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

    private static NewFile anEmptyFile(String name) {
        String handle = SourceHandle.pinned("\"pinned\"", Instant.EPOCH).json();
        return new NewFile("s3://sources/" + name.length(), name, 0L, handle);
    }
}
