package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.EmbeddedQueues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an order to the message that its consumer gets. */
final class NoticeTest {

    private static final String ORDER = """
            {"files":[{"source":"album/file-00.bin"},{"source":"album/gone.bin"}],"to":"s3://zip-storage/album.zip",
            "missing":"skip","metadata":{"user_email":"user@example.com"}}""";

    private Path folder;
    private EmbeddedQueues queues;
    private Messages messages;
    private House house;

    @BeforeEach
    void open(@TempDir Path data) {
        folder = data;
        queues = EmbeddedQueues.start(folder.resolve("queues"), 0, List.of("zips"));
        messages = new Messages(queues.endpoint());
        house = House.withoutWorker(
                House.inProcess(),
                data.resolve("house"),
                Map.of(
                        "longshore.sqs.endpoint", queues.endpoint(),
                        "longshore.sqs.region", "us-east-1",
                        "longshore.sqs.access-key", "any",
                        "longshore.sqs.secret-key", "any",
                        "longshore.archive.base-url", "https://example.com/zips/",
                        "longshore.archive.destination-queue", "zips"));
        house.store().fill("album/", 5_000);
        house.startWorker();
    }

    @AfterEach
    void close() {
        house.close();
        messages.close();
        queues.close();
    }

    @Test
    void theConsumerGetsOneNoticeOfAnArchive() {
        String id = house.rest().order(ORDER);

        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        JsonNode result = job.path("result");
        assertThat(result.path("notice").asString()).isEqualTo("sent");
        List<String> bodies = messages.take("zips", 1);
        assertThat(bodies).hasSize(1);
        JsonNode notice = JsonMapper.shared().readTree(bodies.get(0));
        assertThat(notice.path("metadata")).hasToString("{\"user_email\":\"user@example.com\"}");
        assertThat(notice.at("/substitutions/archiver_URL").asString())
                .isEqualTo("https://example.com/zips/album.zip")
                .isEqualTo(result.path("url").asString());
        assertThat(notice.path("job").asString()).isEqualTo(id);
        assertThat(notice.path("archive").asString()).isEqualTo("s3://zip-storage/album.zip");
        assertThat(notice.path("size")).isEqualTo(result.path("size"));
        assertThat(notice.path("entries").asInt()).isOne();
        assertThat(notice.path("leftOut")).hasToString("""
                {"count":1,"first":[{"ordinal":1,"source":"s3://source-images/album/gone.bin","reason":"SOURCE_MISSING"}]}""");
    }

    @Test
    void theJobWaitsForAQueueThatIsAwayAndTellsItOnceItIsBack() {
        queues.close();
        String id = house.rest().order(ORDER);
        awaitWaitingForTheQueue(id);

        queues = EmbeddedQueues.start(folder.resolve("queues"), queues.port(), List.of("zips"));
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).isEqualTo("done");
        assertThat(job.path("waitingFor").isNull()).isTrue();
        assertThat(messages.take("zips", 1)).hasSize(1);
    }

    @Test
    void aCancelEndsTheWaitingAndTheArchiveStays() {
        queues.close();
        String id = house.rest().order(ORDER);
        awaitWaitingForTheQueue(id);

        house.rest().command(id, "cancel");
        JsonNode job = house.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/result/notice").asString()).isEqualTo("unsent");
        assertThat(house.store().entriesOf("s3://zip-storage/album.zip")).containsOnlyKeys("file-00.bin");
        queues = EmbeddedQueues.start(folder.resolve("queues"), queues.port(), List.of("zips"));
        assertThat(messages.takeWhatIsThere("zips")).isEmpty();
    }

    private void awaitWaitingForTheQueue(String id) {
        Eventually.holds(
                "the job to wait for the queue",
                () -> house.rest()
                        .job(id)
                        .path("waitingFor")
                        .asString("")
                        .startsWith("SQS queue zips cannot be reached"));
        assertThat(house.rest().job(id).path("state").asString()).isEqualTo("running");
    }
}
