package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.NewPlan;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.Stores;
import dev.longshore.storage.UnfinishedUpload;
import dev.longshore.storage.UploadTarget;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What ended jobs left is found and, if that is wished, removed; nothing of others and of jobs that go on. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveSweepTest {

    private static final ObjectAddress BUCKET = ObjectAddress.parse("s3://zip-storage/");
    private static final String LOOK = "/api/archive/sweep";

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @BeforeEach
    void emptyTheBucket() {
        store().unfinishedUploadsUnder(BUCKET)
                .forEach(upload ->
                        store().resume(upload.address(), upload.uploadId()).abort());
        store().list(BUCKET, null, 1000)
                .objects()
                .forEach(object -> store().deleteIf(BUCKET.withKey(object.key()), object.etag()));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void showsAndThenRemovesWhatAnEndedJobLeft() {
        String job = aJob("s3://zip-storage/ended.zip");
        String noted = begin("ended.zip");
        plan(job, "ended.zip", noted);
        putTemporary(job);
        end(job);
        awaitAge();

        JsonNode shown = items(api.get(LOOK + "?olderThan=1s"));
        assertThat(shown).hasSize(2).allSatisfy(item -> {
            assertThat(item.path("job").asString()).isEqualTo(job);
            assertThat(item.path("bucket").asString()).isEqualTo("s3://zip-storage/");
            assertThat(item.path("bytes").asLong()).isEqualTo(7);
            assertThat(item.path("removed").asBoolean()).isFalse();
        });
        assertThat(uploads()).containsExactly(noted);
        assertThat(keys()).hasSize(1);

        HttpResponse<String> swept = api.post(LOOK, "{\"olderThan\":\"1s\"}");
        assertThat(items(swept))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.path("removed").asBoolean()).isTrue());
        assertThat(uploads()).isEmpty();
        assertThat(keys()).isEmpty();
        assertThat(items(api.post(LOOK, "{\"olderThan\":\"1s\"}"))).isEmpty();
    }

    @Test
    void findsAnUploadWhoseIdWasLostByItsKeyAndTime() {
        String job = aJob("s3://zip-storage/lost.zip");
        plan(job, "lost.zip", null);
        String lost = begin("lost.zip");
        end(job);
        awaitAge();

        assertThat(items(api.post(LOOK, "{\"olderThan\":\"1s\"}"))).hasSize(1);

        assertThat(uploads()).doesNotContain(lost);
    }

    @Test
    void leavesUploadsOfOthersAlone() {
        String job = aJob("s3://zip-storage/ended.zip");
        plan(job, "ended.zip", "an-upload-that-is-gone");
        end(job);
        awaitAge(); // a store's clock may be some milliseconds behind the ledger's
        List<String> foreign = Stream.of("ended.zip", "theirs.zip", "longshore-temporary.zip")
                .map(this::begin)
                .toList();
        api.put("zip-storage", "theirs.txt");
        awaitAge();

        assertThat(items(api.post(LOOK, "{\"olderThan\":\"1s\"}"))).isEmpty();

        assertThat(uploads()).containsExactlyInAnyOrderElementsOf(foreign);
        assertThat(keys()).containsExactly("theirs.txt");
    }

    @Test
    void leavesWhatAJobThatGoesOnStillNeeds() {
        String job = aJob("s3://zip-storage/running.zip");
        String upload = begin("running.zip");
        plan(job, "running.zip", upload);
        putTemporary(job);
        String temporary = begin(temporaryOf(job) + "2");
        awaitAge();

        assertThat(items(api.post(LOOK, "{\"olderThan\":\"1s\"}"))).isEmpty();

        assertThat(uploads()).containsExactlyInAnyOrder(upload, temporary);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void removesWhatNoJobOfTheLedgerKnowsUnderOurPrefix() {
        putTemporary("archive:of-a-ledger-that-is-gone");
        begin(temporaryOf("archive:of-a-ledger-that-is-gone") + "2");
        api.put("zip-storage", "longshore-temporary/longshore-probe-1");
        awaitAge();

        JsonNode items = items(api.post(LOOK, "{\"olderThan\":\"1s\"}"));

        assertThat(items).hasSize(3);
        assertThat(uploads()).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void leavesWhatIsYoungerThanAWeekUnlessAnAgeIsGiven() {
        putTemporary("archive:gone");
        awaitAge();

        JsonNode swept = RunningApi.json(api.command(LOOK));

        assertThat(swept.path("olderThan").asString()).isEqualTo("7d");
        assertThat(swept.path("items")).isEmpty();
        assertThat(keys()).hasSize(1);
    }

    @Test
    void saysWhichBucketItCouldNotLookInto() {
        String job = aJob("s3://zip-storage/a.zip");
        ObjectAddress closed = ObjectAddress.parse("s3://closed/a.zip");
        plan(job, closed, null);
        putTemporary("archive:gone");
        awaitAge();

        JsonNode swept = RunningApi.json(api.get(LOOK + "?olderThan=1s"));

        assertThat(swept.path("items")).hasSize(1);
        assertThat(swept.path("skipped")).hasSize(1);
        assertThat(swept.path("skipped").get(0).path("bucket").asString()).isEqualTo("s3://closed/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "7", "-1d", "7w", "1000000d"})
    void refusesWhatIsNoAge(String age) {
        assertThat(api.get(LOOK + "?olderThan=" + age).statusCode()).isEqualTo(400);
        assertThat(api.post(LOOK, "{\"olderThan\":\"" + age + "\"}").statusCode())
                .isEqualTo(400);
    }

    private S3Store store() {
        return api.part(Stores.class).of(BUCKET, Right.WRITE);
    }

    private String aJob(String to) {
        return RunningApi.json(api.post("/api/archive", "{\"from\":\"trip/\",\"to\":\"" + to + "\"}"))
                .path("id")
                .asString();
    }

    private void plan(String job, String key, @Nullable String upload) {
        plan(job, BUCKET.withKey(key), upload);
    }

    private void plan(String job, ObjectAddress target, @Nullable String upload) {
        ArchivePlan plan = new ArchivePlan(
                job,
                target.bucket(),
                target.key(),
                null,
                5 << 20,
                7,
                1,
                0,
                7,
                1,
                0,
                1,
                "hash",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        api.ledger().runs().begin(job, 1);
        api.ledger().archivePlans().lay(NewPlan.of(plan), 1, rows -> {});
        api.ledger().archivePlans().intendUpload(job, 1);
        if (upload != null) {
            api.ledger().archivePlans().uploadBegun(job, 1, upload);
        }
    }

    private void end(String job) {
        Ending ending = new Ending(JobState.FAILED, null, new Failure("ACCESS_DENIED", "no right to clean up"));
        api.ledger().runs().close(job, 1, ending);
    }

    /** With a part of seven bytes. */
    private String begin(String key) {
        UploadTarget target =
                new UploadTarget(BUCKET.withKey(key), "token", ObjectMetadata.of("application/octet-stream"));
        S3Upload upload = store().begin(target);
        upload.put(1, PartBody.of("content".getBytes(StandardCharsets.US_ASCII)), moved -> {});
        return upload.uploadId();
    }

    private void putTemporary(String job) {
        api.put("zip-storage", temporaryOf(job) + "1");
    }

    private static String temporaryOf(String job) {
        return "longshore-temporary/" + job.replace(':', '/') + "/hash/";
    }

    private List<String> uploads() {
        return store().unfinishedUploadsUnder(BUCKET).stream()
                .map(UnfinishedUpload::uploadId)
                .toList();
    }

    private List<String> keys() {
        return store().list(BUCKET, null, 1000).objects().stream()
                .map(object -> object.key())
                .toList();
    }

    private static JsonNode items(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningApi.json(answer).path("items");
    }

    /** Until what was put last is older than a second, by a store that may cut the fractions off. */
    private static void awaitAge() {
        long end = System.nanoTime() + Duration.ofMillis(2_100).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
