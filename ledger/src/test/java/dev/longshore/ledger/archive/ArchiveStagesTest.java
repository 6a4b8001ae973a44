package dev.longshore.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.RetryFilter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveStagesTest {

    private static LedgerServer server;
    private static ArchivePlans plans;
    private static ArchiveParts parts;
    private static ArchiveStages stages;

    private Job job;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        plans = server.ledger().archivePlans();
        parts = server.ledger().archiveParts();
        stages = server.ledger().archiveStages();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void layAPlanOfTwoStages() {
        job = server.aRunningJobOf("a");
        List<NewStage> two = List.of(new NewStage(1, 1, 2, 10), new NewStage(2, 3, 3, 2));
        plans.lay(new NewPlan(Plans.small(job.id(), "x"), null, two), 1, rows -> {
            rows.accept(new NewPart(1, PartKind.BODY, 0, 0, 0, 5));
            rows.accept(new NewPart(2, PartKind.COPY, 0, 0, 5, 5, 5));
            rows.accept(new NewPart(3, PartKind.DIRECTORY, -1, -1, 10, 2));
        });
    }

    @Test
    void areLaidWithThePlan() {
        assertThat(stages.of(job.id()))
                .containsExactly(
                        new ArchiveStage(job.id(), 1, 1, 2, 10, null, null, 0),
                        new ArchiveStage(job.id(), 2, 3, 3, 2, null, null, 0));
        assertThat(stages.of("archive:nobody")).isEmpty();
    }

    @Test
    void rememberTheFirstUploadThatWasBegun() {
        ArchiveStage first = stages.begun(stage(2), 1, "upload-1");
        ArchiveStage second = stages.begun(stage(2), 1, "upload-2");

        assertThat(first.uploadId()).isEqualTo("upload-1");
        assertThat(second).isEqualTo(first);
        assertThat(stage(1).uploadId()).isNull();
        assertThatThrownBy(() -> stages.begun(first, 0, "upload-3")).isInstanceOf(LostEpochException.class);
    }

    @Test
    void onlyThePartsOfALostOneAreBuiltAgain() {
        buildAll();
        ArchiveStage begun = stages.begun(stage(1), 1, "upload-1");
        stages.begun(stage(2), 1, "upload-2");

        stages.lost(begun, 1);

        assertThat(stage(1).uploadId()).isNull();
        assertThat(stage(2).uploadId()).isEqualTo("upload-2");
        assertThat(parts.stored(job.id()))
                .extracting(StoredPartRow::state)
                .containsExactly(PartState.QUEUED, PartState.QUEUED, PartState.DONE);
    }

    @Test
    void onlyBytesOfALostOneHaveArrivedNoLonger() {
        List.of(PartKind.BODY, PartKind.DIRECTORY).forEach(this::build);
        ArchiveStage begun = stages.begun(stage(1), 1, "upload-1");
        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(10, 7)); // 5 and 2 of 12, each rounded up

        stages.lost(begun, 1);

        assertThat(server.jobOf(job.id()).bytes()).isEqualTo(new ByteCounts(10, 2));
    }

    @Test
    void whoSaysLostTooLateChangesNothing() {
        ArchiveStage begun = stages.begun(stage(1), 1, "upload-1");
        buildAll();
        ArchiveStage complete = stages.completed(begun, 1, "etag").orElseThrow();

        stages.lost(begun, 1);

        assertThat(stage(1)).isEqualTo(complete);
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::state).containsOnly(PartState.DONE);
        stages.lost(complete, 1);
        assertThat(stage(1).etag()).isNull();
        assertThat(stages.completed(begun, 1, "etag")).isEmpty();
    }

    @Test
    void stayWhenTheArchivesOwnUploadIsLostOrGetsAnotherKey() {
        buildAll();
        plans.uploadBegun(job.id(), 1, "own-1-" + job.id());
        plans.uploadLost(job.id(), 1, "own-1-" + job.id());
        plans.uploadBegun(job.id(), 1, "own-2-" + job.id());
        ArchivePlan moved = plans.moveTo("k (2).zip", job.id(), 1, "own-2-" + job.id());

        assertThat(moved.key()).isEqualTo("k (2).zip");
        assertThat(moved.uploadId()).isNull();
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::state).containsOnly(PartState.DONE);
    }

    @Test
    void whatIsCopiedOfThemCounts() {
        buildAll();
        long before = plans.bytesCopied(job.id());

        stages.copying(stage(1), 1, 10);
        stages.copying(stage(2), 1, 2);
        stages.copying(stage(2), 1, 2);

        assertThat(before).isEqualTo(5);
        assertThat(plans.bytesCopied(job.id())).isEqualTo(5 + 14);
        assertThat(stage(2).copied()).isEqualTo(4);
    }

    @Test
    void goWithTheirPlan() {
        server.ledger().runs().close(job.id(), 1, new Ending(JobState.FAILED, null, new Failure("DEFECT", "broken")));

        server.ledger().jobs().retry(job.id(), RetryFilter.everything());

        assertThat(stages.of(job.id())).isEmpty();
    }

    private void buildAll() {
        List.of(PartKind.values()).forEach(this::build);
    }

    private void build(PartKind kind) {
        for (TakenPart part : parts.take(new PartPage(job.id(), 1, kind, 1, 3))) {
            parts.sending(part);
            parts.done(part, new StoredPart("etag", List.of(), Map.of()));
        }
    }

    private ArchiveStage stage(int number) {
        return stages.of(job.id()).get(number - 1);
    }
}
