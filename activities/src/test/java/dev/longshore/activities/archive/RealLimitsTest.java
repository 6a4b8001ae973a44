package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchiveStage;
import dev.longshore.ledger.archive.StoredPartRow;
import dev.longshore.workflows.control.Run;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plans of archives for which the ten thousand parts that a store takes do not suffice; nothing of them is built. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class RealLimitsTest {

    private static final int MOST = 10_000;
    private static final int ENTRIES = 10_400;
    private static final long SIZE = 6L * MIB; // 61 GiB in all

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.noteAbilities("{\"copiesParts\": true, \"tellsChecksumsOfCopies\": true}");
    }

    @Test
    void moreEntriesThanPartsAreCopiedByStages() {
        Run run = planned("fewest-bytes");

        List<StoredPartRow> parts = scene.ledger().archiveParts().stored(run.jobId());
        List<ArchiveStage> stages = scene.ledger().archiveStages().of(run.jobId());
        assertThat(parts).hasSizeGreaterThan(ENTRIES);
        assertThat(stages).hasSizeGreaterThan(1).allSatisfy(stage -> {
            assertThat(stage.lastPart() - stage.firstPart()).isLessThan(MOST);
            assertThat(sizes(parts, stage)).isEqualTo(stage.size());
        });
        assertThat(stages.get(0).firstPart()).isEqualTo(1);
        for (int i = 1; i < stages.size(); i++) {
            assertThat(stages.get(i).firstPart()).isEqualTo(stages.get(i - 1).lastPart() + 1);
        }
        assertThat(stages.get(stages.size() - 1).lastPart()).isEqualTo(parts.size());
        requireWhole(run, parts);
    }

    @Test
    void whereRequestsCountThePartsAreLargerInstead() {
        Run run = planned("fewest-requests");

        List<StoredPartRow> parts = scene.ledger().archiveParts().stored(run.jobId());
        assertThat(parts).hasSizeBetween(3_000, MOST);
        assertThat(scene.ledger().archiveStages().of(run.jobId())).isEmpty();
        requireWhole(run, parts);
    }

    private Run planned(String plan) {
        String handle = SourceHandle.pinned("\"pinned\"", Instant.EPOCH).json();
        List<NewFile> files = IntStream.range(0, ENTRIES)
                .mapToObj(number -> new NewFile("s3://sources/" + number, "entry " + number, SIZE, handle))
                .toList();
        Run run = scene.aRunOf(new Wish().plan(plan), files);
        scene.play(scene.copyingTaker(), run).upToThePlan();
        return run;
    }

    private void requireWhole(Run run, List<StoredPartRow> parts) {
        ArchivePlan plan = scene.ledger().archivePlans().find(run.jobId()).orElseThrow();
        assertThat(plan.entries()).isEqualTo(ENTRIES);
        assertThat(plan.length()).isGreaterThan(ENTRIES * SIZE);
        assertThat(parts.stream().mapToLong(StoredPartRow::size).sum()).isEqualTo(plan.length());
        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.size()).isGreaterThanOrEqualTo(PART));
    }

    private static long sizes(List<StoredPartRow> parts, ArchiveStage stage) {
        return parts.subList(stage.firstPart() - 1, stage.lastPart()).stream()
                .mapToLong(StoredPartRow::size)
                .sum();
    }
}
