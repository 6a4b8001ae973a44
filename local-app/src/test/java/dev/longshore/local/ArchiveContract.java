package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a user may rely on when ordering archives, on whichever engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ArchiveContract {

    private static final byte[] CONTENT = "a picture".getBytes(StandardCharsets.UTF_8);

    private House house;
    private Map<String, String> trip;

    abstract EngineChoice engine();

    @BeforeAll
    void start(@TempDir Path folder) {
        house = new House(engine(), folder);
        trip = house.store().fill("trip/", 0, 1, 7_000_000, 3_000_000, 5 << 20, 6_000_000, 100);
    }

    @AfterEach
    void spoilNothing() {
        house.proxy().spoil(request -> new Fault.None());
    }

    @AfterAll
    void stop() {
        house.close();
    }

    @Test
    void packsAllBelowAPrefix() {
        String id = house.rest()
                .order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/all.zip\",\"metadata\":[1]}");

        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("files").path("done").asInt()).isEqualTo(trip.size());
        JsonNode result = job.path("result");
        assertThat(result.path("archive").asString()).isEqualTo("s3://zip-storage/all.zip");
        assertThat(result.path("entries").asInt()).isEqualTo(trip.size());
        assertThat(result.path("bytesSentAgain").asLong()).isZero();
        assertThat(result.path("bytesSent").asLong())
                .isEqualTo(result.path("size").asLong());
        assertThat(house.store().entriesOf("s3://zip-storage/all.zip")).isEqualTo(trip);
    }

    @Test
    void packsTheFilesOfAListAsTheOriginalDid() {
        house.store().put("list/uuid1.png", CONTENT);
        house.store().put("list/uuid2.png", CONTENT);
        house.store().put("list/uuid3.png", CONTENT);

        String id = house.rest().order("""
                {"files":[{"source":"list/uuid1.png","destination":"album_1"},
                          {"source":"s3://source-images/list/uuid2.png","destination":"album_1/named.png"},
                          {"source":"list/uuid3.png"}, {"source":"list/uuid3.png"}],
                 "metadata":{"user_email":"user@example.com"}}""");
        JsonNode job = house.rest().awaitEnd(id);

        String archive = job.path("result").path("archive").asString();
        assertThat(archive)
                .matches("s3://zip-storage/" + id.substring("archive:".length())
                        + "/download-\\d{4}-\\d\\d-\\d\\d\\.zip");
        assertThat(house.store().entriesOf(archive))
                .hasSize(4)
                .containsKeys("album_1/uuid1.png", "album_1/named.png", "uuid3.png")
                .containsValue(Bucketful.sha256(CONTENT));
        assertThat(house.rest().files(id))
                .extracting(file -> file.path("state").asString())
                .containsOnly("done");
    }

    @Test
    void failsWithTheFileThatIsMissing() {
        house.store().put("gap/a.png", CONTENT);

        String id = house.rest().order("""
                {"files":[{"source":"gap/a.png"},{"source":"gap/b.png"}],"to":"s3://zip-storage/gap/fail.zip"}""");
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("failed");
        assertThat(job.path("failure").path("type").asString()).isEqualTo("SOURCE_MISSING");
        assertThat(job.path("failure").path("message").asString()).contains("gap/b.png");
        assertThat(house.rest().files(id))
                .extracting(file -> file.path("state").asString())
                .containsExactly("cancelled", "failed");
        assertThat(house.store().archivesBelow("gap/fail")).isEmpty();
    }

    @Test
    void leavesOutWhatIsMissingIfThatIsWished() {
        house.store().put("gap/a.png", CONTENT);

        String id = house.rest().order("""
                {"files":[{"source":"gap/a.png"},{"source":"gap/b.png"}],"missing":"skip",
                 "to":"s3://zip-storage/gap/skip.zip"}""");
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("files").path("skipped").asInt()).isEqualTo(1);
        JsonNode leftOut = job.path("result").path("leftOut");
        assertThat(leftOut).hasSize(1);
        assertThat(leftOut.path(0).path("ordinal").asInt()).isEqualTo(1);
        assertThat(leftOut.path(0).path("reason").asString()).isEqualTo("SOURCE_MISSING");
        assertThat(house.store().entriesOf("s3://zip-storage/gap/skip.zip")).containsOnlyKeys("a.png");
    }

    @Test
    void failsIfNothingIsBelowThePrefix() {
        String id = house.rest().order("{\"from\":\"s3://source-images/nothing/\"}");

        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("failed");
        assertThat(job.path("failure").path("type").asString()).isEqualTo("NOTHING_FOUND");
    }

    @Test
    void retriesAFailedJobOnce() {
        house.store().put("late/a.png", CONTENT);
        String id = house.rest().order("{\"files\":[{\"source\":\"late/a.png\"},{\"source\":\"late/b.png\"}]}");
        assertThat(house.rest().awaitEnd(id).path("state").asString()).isEqualTo("failed");
        house.store().put("late/b.png", CONTENT);

        house.rest().command(id, "retry");
        JsonNode job = Eventually.become(
                "the retried job's end",
                () -> Optional.of(house.rest().job(id))
                        .filter(seen -> seen.path("state").asString().equals("done")));
        HttpResponse<String> again = house.rest().post("/api/jobs/" + id + "/retry", "");

        assertThat(job.path("files").path("failed").asInt()).isZero();
        assertThat(house.store().entriesOf(job.path("result").path("archive").asString()))
                .containsOnlyKeys("a.png", "b.png");
        assertThat(again.statusCode()).isEqualTo(409);
    }

    @Test
    void answersTwoEqualOrdersWithOneJob() {
        String order = "{\"from\":\"s3://source-images/trip/\"}";

        HttpResponse<String> first = house.rest().post("/api/archive", order, "Idempotency-Key", "twice");
        HttpResponse<String> second = house.rest().post("/api/archive", order, "Idempotency-Key", "twice");
        HttpResponse<String> other = house.rest()
                .post("/api/archive", "{\"from\":\"s3://source-images/list/\"}", "Idempotency-Key", "twice");

        String id = Rest.json(first).path("id").asString();
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(Rest.json(second).path("id").asString()).isEqualTo(id);
        assertThat(other.statusCode()).isEqualTo(422);
        house.rest().awaitState(id, "done");
        assertThat(house.store().archivesBelow(id.substring("archive:".length())))
                .hasSize(1);
    }

    @Test
    void refusesATargetThatIsThereUnlessItMayBeReplaced() {
        house.store().put("small/a.png", CONTENT);
        String order = "{\"from\":\"s3://source-images/small/\",\"to\":\"s3://zip-storage/small.zip\"%s}";
        house.rest().awaitState(house.rest().order(order.formatted("")), "done");

        HttpResponse<String> refused = house.rest().post("/api/archive", order.formatted(""));
        house.store().put("small/b.png", CONTENT);
        String replacing = house.rest().order(order.formatted(",\"exists\":\"replace\""));
        house.rest().awaitState(replacing, "done");
        String beside = house.rest().order(order.formatted(",\"exists\":\"suffix\""));
        JsonNode besideIt = house.rest().awaitState(beside, "done");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Rest.json(refused).path("detail").asString()).contains("small.zip");
        assertThat(house.store().entriesOf("s3://zip-storage/small.zip")).containsOnlyKeys("a.png", "b.png");
        assertThat(besideIt.path("result").path("archive").asString()).isNotEqualTo("s3://zip-storage/small.zip");
    }

    @Test
    void pausesInTheMiddleAndGoesOn() {
        PartGate gate = house.gateAfter(2);
        String id = house.rest().order("{\"from\":\"s3://source-images/trip/\"}");
        gate.awaitAPart();

        house.rest().command(id, "pause");
        Eventually.holds(
                "the run to hear of the pause",
                () -> house.row(id).acknowledgedSeq() == house.row(id).commandSeq());
        gate.open();
        JsonNode paused = house.rest().awaitState(id, "paused");
        house.rest().command(id, "resume");
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(paused.path("result").isNull()).isTrue();
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("result").path("bytesSentAgain").asLong()).isZero();
        assertThat(house.store().entriesOf(job.path("result").path("archive").asString()))
                .isEqualTo(trip);
    }

    @Test
    void leavesNothingBehindWhenCancelledInTheMiddle() {
        PartGate gate = house.gateAfter(2);
        String id =
                house.rest().order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/cancelled.zip\"}");
        gate.awaitAPart();

        house.rest().command(id, "cancel");
        requireToldToCancel(id);
        gate.open();
        JsonNode job = house.rest().awaitEnd(id);
        HttpResponse<String> resumed = house.rest().post("/api/jobs/" + id + "/resume", "");

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("cancelled");
        assertThat(house.store().archivesBelow("cancelled")).isEmpty();
        assertThat(house.store().unfinishedUploads()).doesNotContain("cancelled.zip");
        assertThat(resumed.statusCode()).isEqualTo(409);
    }

    /** A cancel that the run hears behind its last step comes too late. */
    private void requireToldToCancel(String id) {
        try (EngineView engine = new EngineView(house.engineAddress())) {
            Eventually.holds("the cancel to reach the run", () -> engine.wasToldToCancel(id));
        }
    }
}
