package dev.longshore.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.RetryFilter;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchivePlansTest {

    private static LedgerServer server;
    private static ArchivePlans plans;
    private static ArchiveParts parts;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        plans = server.ledger().archivePlans();
        parts = server.ledger().archiveParts();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void laysAPlanOnce() {
        Job job = server.aRunningJobOf("a");

        ArchivePlan laid = lay(job, "first");
        ArchivePlan again = lay(job, "second");

        assertThat(laid).isEqualTo(Plans.small(job.id(), "first"));
        assertThat(again).isEqualTo(laid);
        assertThat(plans.find(job.id())).contains(laid);
        assertThat(parts.stored(job.id())).hasSize(3);
        assertThat(plans.find("archive:nobody")).isEmpty();
    }

    @Test
    void keepsWhatWasCountedForThePlanThatCounts() {
        Job job = server.aRunningJobOf("a");
        Job uncounted = server.aRunningJobOf("a");
        lay(uncounted, "x");

        plans.lay(new NewPlan(Plans.small(job.id(), "first"), "{\"get\": 3}", List.of()), 1, rows -> {});
        plans.lay(new NewPlan(Plans.small(job.id(), "second"), "{\"get\": 4}", List.of()), 1, rows -> {});

        assertThat(plans.estimate(job.id())).contains("{\"get\": 3}");
        assertThat(plans.estimate(uncounted.id())).isEmpty();
        assertThat(plans.estimate("archive:nobody")).isEmpty();
    }

    @Test
    void keepsNothingOfAPlanWhosePartsBreakOff() {
        Job job = server.aRunningJobOf("a");

        assertThatThrownBy(() -> plans.lay(NewPlan.of(Plans.small(job.id(), "x")), 1, rows -> {
                    rows.accept(new NewPart(1, PartKind.BODY, 0, 0, 0, 5));
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(plans.find(job.id())).isEmpty();
        assertThat(parts.stored(job.id())).isEmpty();
    }

    @Test
    void remembersTheFirstUploadThatWasBegun() {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");

        ArchivePlan intended = plans.intendUpload(job.id(), 1);
        ArchivePlan intendedAgain = plans.intendUpload(job.id(), 1);
        ArchivePlan begun = plans.uploadBegun(job.id(), 1, "upload-1");
        ArchivePlan begunElsewhere = plans.uploadBegun(job.id(), 1, "upload-2");

        assertThat(intended.uploadIntendedAt()).isNotNull();
        assertThat(intendedAgain).isEqualTo(intended);
        assertThat(begun.uploadId()).isEqualTo("upload-1");
        assertThat(begunElsewhere.uploadId()).isEqualTo("upload-1");
        assertThat(plans.isUploadKnown("upload-1")).isTrue();
        assertThat(plans.isUploadKnown("upload-2")).isFalse();
    }

    @Test
    void beginsAnewWhenTheStoreHasLostTheUpload() {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");
        plans.uploadBegun(job.id(), 1, "lost-1");
        TakenPart part =
                parts.take(new PartPage(job.id(), 1, PartKind.BODY, 1, 3)).get(0);
        parts.sending(part);
        parts.done(part, new StoredPart("etag", List.of(), Map.of()));

        ArchivePlan untouched = plans.uploadLost(job.id(), 1, "another");
        ArchivePlan anew = plans.uploadLost(job.id(), 1, "lost-1");

        assertThat(untouched.uploadId()).isEqualTo("lost-1");
        assertThat(anew.uploadId()).isNull();
        assertThat(anew.uploadIntendedAt()).isNull();
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::state).containsOnly(PartState.QUEUED);
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::etag).containsOnlyNulls();
        assertThatThrownBy(() -> parts.done(part, new StoredPart("etag", List.of(), Map.of())))
                .isInstanceOf(OvertakenException.class);
    }

    @Test
    void sendsAllToAnotherKeyWhenTheTargetIsTaken() {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");
        plans.uploadBegun(job.id(), 1, "mine");
        TakenPart part =
                parts.take(new PartPage(job.id(), 1, PartKind.BODY, 1, 3)).get(0);
        parts.done(part, new StoredPart("etag", List.of(), Map.of()));

        ArchivePlan untouched = plans.moveTo("k (3).zip", job.id(), 1, "another");
        ArchivePlan moved = plans.moveTo("k (2).zip", job.id(), 1, "mine");

        assertThat(untouched.key()).isEqualTo("k.zip");
        assertThat(moved.key()).isEqualTo("k (2).zip");
        assertThat(moved.uploadId()).isNull();
        assertThat(parts.stored(job.id())).extracting(StoredPartRow::state).containsOnly(PartState.QUEUED);
    }

    @Test
    void leavesAFileOutThatWasPlanned() {
        Job job = server.aRunningJobOf("a", "b");
        TakenFile first = server.ledger()
                .files()
                .take(new JobPage(job.id(), 1, 0, 0), Only.ALL)
                .get(0);
        server.ledger().files().done(first);
        lay(job, "x");
        plans.uploadBegun(job.id(), 1, "mine");

        plans.leaveOut(job.id(), 1, 1, new Failure("SOURCE_MISSING", "gone"));

        assertThat(plans.find(job.id())).isEmpty();
        assertThat(parts.stored(job.id())).isEmpty();
        assertThat(server.statesOf(job.id())).containsExactly(FileState.QUEUED, FileState.SKIPPED);
        assertThat(server.jobOf(job.id()).files()).isEqualTo(new FileCounts(2, 0, 0, 1));
        assertThat(server.jobOf(job.id()).bytes().done()).isZero();
        LeftUpload left = plans.leftovers(job.id()).get(0);
        assertThat(left.uploadId()).isEqualTo("mine");
        plans.strikeOff(left);
        assertThat(plans.leftovers(job.id())).isEmpty();
    }

    @Test
    void letsAnEarlierRunChangeNothing() {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");
        plans.uploadBegun(job.id(), 1, "mine");
        server.ledger().jobs().takeEpoch(job.id());
        ArchivePlan before = plans.find(job.id()).orElseThrow();
        List<Consumer<Long>> writes = List.of(
                epoch -> plans.lay(NewPlan.of(before), epoch, rows -> {}),
                epoch -> plans.intendUpload(job.id(), epoch),
                epoch -> plans.uploadBegun(job.id(), epoch, "other"),
                epoch -> plans.uploadLost(job.id(), epoch, "mine"),
                epoch -> plans.moveTo("other.zip", job.id(), epoch, "mine"),
                epoch -> plans.leaveOut(job.id(), epoch, 0, new Failure("SOURCE_MISSING", "gone")),
                epoch -> plans.completed(job.id(), epoch, "etag"),
                epoch -> plans.noticeSent(job.id(), epoch, "message"));

        assertThat(writes)
                .allSatisfy(write -> assertThatThrownBy(() -> write.accept(1L)).isInstanceOf(LostEpochException.class));

        assertThat(plans.find(job.id())).contains(before);
    }

    @Test
    void notesTheCompletedObjectAndItsFigures() {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");
        plans.completed(job.id(), 1, "\"abc-3\"");
        plans.addBytesRead(job.id(), 7);
        plans.addBytesRead(job.id(), 5);

        assertThat(plans.find(job.id()).orElseThrow().completedEtag()).isEqualTo("\"abc-3\"");
        assertThat(plans.bytesRead(job.id())).isEqualTo(12);
        assertThat(plans.bytesRead("archive:nobody")).isZero();
        assertThat(plans.bytesSent("archive:nobody")).isZero();
    }

    @Test
    void notesThatANoticeWasSent() throws Exception {
        Job job = server.aRunningJobOf("a");
        lay(job, "x");
        assertThat(plans.isNoticeSent(job.id())).isFalse();
        assertThat(plans.isNoticeSent("archive:nobody")).isFalse();

        plans.noticeSent(job.id(), 1, "first");
        plans.noticeSent(job.id(), 1, "second");

        assertThat(plans.isNoticeSent(job.id())).isTrue();
        assertThat(server.number(
                        "SELECT notice_message_id FROM longshore.archive_plan WHERE job_id = '" + job.id() + "'"))
                .isEqualTo("first");
    }

    @Test
    void forgetsThePlanOfAJobThatIsRetriedOrPurged() throws Exception {
        Job retried = server.aRunningJobOf("a");
        lay(retried, "x");
        server.ledger().runs().close(retried.id(), 1, new Ending(JobState.FAILED, null, new Failure("DEFECT", "x")));
        Job purged = server.aRunningJobOf();
        lay(purged, "x");
        server.ledger().runs().close(purged.id(), 1, new Ending(JobState.DONE, null, null));

        server.ledger().jobs().retry(retried.id(), RetryFilter.everything());
        server.execute(
                "UPDATE longshore.job SET finished_at = now() - interval '1 day' WHERE id = '" + purged.id() + "'");
        server.ledger().jobs().purge(Duration.ofHours(1), 10);

        assertThat(plans.find(retried.id())).isEmpty();
        assertThat(plans.find(purged.id())).isEmpty();
        assertThat(server.number("SELECT count(*) FROM longshore.archive_part WHERE job_id IN ('" + retried.id()
                        + "', '" + purged.id() + "')"))
                .isEqualTo("0");
    }

    private static ArchivePlan lay(Job job, String hash) {
        return plans.lay(NewPlan.of(Plans.small(job.id(), hash)), 1, rows -> {
            rows.accept(new NewPart(1, PartKind.BODY, 0, 0, 0, 5));
            rows.accept(new NewPart(2, PartKind.SEAM, 0, 0, 5, 5));
            rows.accept(new NewPart(3, PartKind.DIRECTORY, -1, -1, 10, 2));
        });
    }
}
