package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.archive.NewStage;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PlannedPart;
import org.junit.jupiter.api.Test;

/** With what stores really take. */
class StageCutTest {

    private static final long GIB = 1024L * MIB;

    @Test
    void asManyPartsAsAnUploadTakesNeedNoStages() {
        assertThat(cut(10_000, GIB).stages()).isEmpty();
    }

    @Test
    void eachStageIsAsManyPartsAsAnUploadTakes() {
        StageCut cut = cut(25_000, 5L * MIB);

        assertThat(cut.stages())
                .containsExactly(
                        new NewStage(1, 1, 10_000, 50_000L * MIB),
                        new NewStage(2, 10_001, 20_000, 50_000L * MIB),
                        new NewStage(3, 20_001, 25_000, 25_000L * MIB));
        assertThat(cut.fits()).isTrue();
    }

    @Test
    void stagesAreOfNoUseIfTheirCopiesAreTooManyForAnUpload() {
        assertThat(cut(10_001, GIB).fits()).isFalse();
    }

    private static StageCut cut(int parts, long size) {
        StageCut cut = new StageCut(UploadLimits.usual());
        for (int number = 1; number <= parts; number++) {
            cut.add(new PlannedPart(number, PartKind.COPY, 0, 0, (number - 1) * size, size, size));
        }
        return cut;
    }
}
