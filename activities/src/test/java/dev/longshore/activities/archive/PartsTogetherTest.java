package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts that are built side by side, while one of them fails. */
@Timeout(60)
@ExtendWith(ArchiveScenes.class)
class PartsTogetherTest {

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @Test
    void aPartBesideOneThatFailedIsNotTakenForReadWithoutItsBytes() throws IOException {
        List<String> keys = new ArrayList<>();
        IntStream.range(0, 12).forEach(number -> keys.add("%02d".formatted(number)));
        keys.forEach(key -> scene.put(key, MIB));
        Run run = scene.aRunOf(keys.toArray(String[]::new));
        Taker taker = scene.takerReadingOneByOne();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.spoil(request -> scene.isReading(request) && request.path().endsWith("/09"), new Fault.Refuse(403));
        assertThat(taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()))
                        .getType())
                .isEqualTo("ACCESS_DENIED");
        scene.spoil(any -> false, new Fault.None());

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        Map<String, String> sums = scene.archive().sums();
        assertThat(sums).hasSize(keys.size());
        keys.forEach(key -> assertThat(sums).containsEntry(key, Archive.sum(scene.contentOf(key))));
    }

    @Test
    void aPartDoesNotWaitForTheChecksumsOfOneThatFailedBeforeItRead() throws SQLException {
        scene.put("a", PART - MIB);
        scene.put("b", 2 * MIB);
        scene.put("c", PART - 2 * MIB);
        scene.put("d", 2 * MIB);
        Run run = scene.aRunOf("a", "b", "c", "d");
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.breakTheHandleOf(run, 3);

        assertThat(taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()))
                        .getType())
                .isEqualTo("DEFECT");
    }
}
