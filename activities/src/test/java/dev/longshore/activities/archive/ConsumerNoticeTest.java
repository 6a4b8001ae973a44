package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.archive.NoticeLimits;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.util.unit.DataSize;

/** Who is told of an archive, what, and how often. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ConsumerNoticeTest {

    private final Listener listener = new Listener();
    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("a", MIB);
    }

    @Test
    void saysWhatTheOriginalSaidAndWhatThereIsBesides() throws IOException {
        Wish wish = new Wish().to("a b.zip").missing("skip").metadata("{\"user\": \"ä\", \"n\": [1.10, 1e2, null]}");
        Run run = scene.aRun(wish, "a", "gone");
        Taker taker = scene.takerTelling(listener, linkedTo("https://example.com/zips"));

        Ending ending = scene.play(taker, run).toTheEnd();

        JsonNode result = new ObjectMapper().readTree(ending.result());
        assertThat(listener.heard()).hasSize(1);
        Listener.Heard heard = listener.heard().get(0);
        assertThat(heard.body())
                .startsWith("{\"metadata\":{\"n\":[1.10,100,null],\"user\":\"ä\"},"
                        + "\"substitutions\":{\"archiver_URL\":\"https://example.com/zips/a%20b.zip\"},");
        JsonNode notice = new ObjectMapper().readTree(heard.body());
        assertThat(notice.path("notice").asText())
                .isEqualTo(heard.deduplicationId())
                .hasSize(64);
        assertThat(notice.path("job").asText()).isEqualTo(heard.group()).isEqualTo(run.jobId());
        assertThat(List.of("archive", "size", "entries"))
                .allSatisfy(field -> assertThat(notice.get(field)).isEqualTo(result.get(field)));
        assertThat(notice.path("leftOut"))
                .hasToString("{\"count\":1,\"first\":[{\"ordinal\":1,\"source\":\"" + scene.addressOf("gone")
                        + "\",\"reason\":\"SOURCE_MISSING\"}]}");
    }

    @Test
    void saysNullWhereThereIsNoMetadataAndNoBaseOfLinks() {
        Run run = scene.aRun(new Wish().metadata("null"), "a");

        scene.play(scene.takerTelling(listener), run).toTheEnd();

        assertThat(listener.heard().get(0).body())
                .startsWith("{\"metadata\":null,\"substitutions\":{\"archiver_URL\":null},");
    }

    @Test
    void givesTheLinkThatWasOrdered() throws Exception {
        Run run = scene.aRun(new Wish().link("presigned:30m"), "a");

        scene.play(scene.takerTelling(listener, linkedTo("https://example.com/zips")), run)
                .toTheEnd();

        String url = new ObjectMapper()
                .readTree(listener.heard().get(0).body())
                .at("/substitutions/archiver_URL")
                .asText();
        assertThat(url).contains("X-Amz-Expires=1800");
        HttpResponse<byte[]> got = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        assertThat(got.body()).isEqualTo(scene.archive().bytes());
    }

    @Test
    void tellsNobodyOfAFailedArchive() {
        Run run = scene.aRunOf("a", "gone");

        Ending ending = scene.play(scene.takerTelling(listener), run).toTheEnd();

        assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void sendsOnceThoughTheStepRunsAgainAfterTheNote() {
        Run run = proven();
        Taker taker = scene.takerTelling(listener);

        taker.steps().tellConsumer(run);
        taker.steps().tellConsumer(run);
        scene.takerTelling(listener).steps().tellConsumer(scene.nextRunOf(run.jobId()));

        assertThat(listener.heard()).hasSize(1);
        assertThat(scene.ledger().archivePlans().isNoticeSent(run.jobId())).isTrue();
    }

    @Test
    void sendsAfterATakerThatVanishedBeforeTheSend() {
        Run run = proven();
        listener.killBefore();
        scene.takerTelling(listener).vanishing(steps -> steps.tellConsumer(run));
        assertThat(listener.heard()).isEmpty();

        scene.takerTelling(listener).steps().tellConsumer(run);

        assertThat(listener.heard()).hasSize(1);
    }

    @Test
    void sendsTheSameUnderTheSameIdsAfterATakerThatVanishedBeforeTheNote() {
        Run run = proven();
        listener.killAfter();
        scene.takerTelling(listener).vanishing(steps -> steps.tellConsumer(run));
        assertThat(scene.ledger().archivePlans().isNoticeSent(run.jobId())).isFalse();

        scene.takerTelling(listener).steps().tellConsumer(run);
        scene.takerTelling(listener).steps().tellConsumer(run);

        assertThat(listener.heard()).hasSize(2);
        assertThat(listener.heard().get(1)).isEqualTo(listener.heard().get(0));
    }

    @Test
    void waitsForAQueueThatIsAwayAndSaysSo() {
        Run run = proven();
        Taker taker = scene.takerTelling(listener);
        listener.goAway();

        ApplicationFailure failure = taker.failing(steps -> steps.tellConsumer(run));

        assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(scene.job(run).waitingFor()).startsWith("SQS queue notices is away since ");
        listener.comeBack();
        taker.steps().tellConsumer(run);
        assertThat(listener.heard()).hasSize(1);
        assertThat(scene.job(run).waitingFor()).isNull();
    }

    @Test
    void theResultSaysWhetherTheNoticeWasSentIfAnybodyWantsOne() throws IOException {
        Run run = proven();
        Taker taker = scene.takerTelling(listener);

        assertThat(noticeIn(taker.steps().prove(run))).isEqualTo("unsent");
        assertThat(noticeIn(taker.steps().tellConsumer(run))).isEqualTo("sent");
        assertThat(noticeIn(taker.steps().tellConsumer(run))).isEqualTo("sent");
        assertThat(noticeIn(taker.steps().prove(run))).isEqualTo("sent");
        assertThat(noticeIn(scene.taker().steps().tellConsumer(run))).isEmpty();
    }

    private static String noticeIn(@Nullable String result) throws IOException {
        return new ObjectMapper().readTree(result).path("notice").asText();
    }

    @Test
    void aRunThatHasBeenOvertakenTellsNobody() {
        Run run = proven();
        scene.play(scene.taker(), scene.nextRunOf(run.jobId())).upToThePlan();

        ApplicationFailure failure = scene.takerTelling(listener).failing(steps -> steps.tellConsumer(run));

        assertThat(failure.getType()).isEqualTo("LOST_EPOCH");
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void isNeverLongerThanAMessageMayBe() throws IOException {
        String most = "x".repeat(NoticeLimits.METADATA - 2);
        List<NewFile> files = new ArrayList<>(List.of(scene.aFile("a", null)));
        IntStream.range(0, 150)
                .mapToObj(i -> scene.aFile(("\"".repeat(200) + "/").repeat(4) + i, "gone-" + i + ".png"))
                .forEach(files::add);
        Run run = scene.aRunOf(new Wish().missing("skip").metadata('"' + most + '"'), files);

        scene.play(scene.takerTelling(listener), run).toTheEnd();

        String body = listener.heard().get(0).body();
        JsonNode notice = new ObjectMapper().readTree(body);
        assertThat(body.getBytes(UTF_8).length).isBetween(NoticeLimits.METADATA + 100_000, NoticeLimits.MESSAGE);
        assertThat(notice.path("metadata").asText()).isEqualTo(most);
        assertThat(notice.path("leftOut").path("count").asInt()).isEqualTo(150);
        assertThat(notice.path("leftOut").path("first")).hasSize(100);
        assertThat(notice.at("/leftOut/first/0/source").asText()).endsWith("\"…");
    }

    @Test
    void leavesMetadataOutThatWasAcceptedBeforeThereWasALimit() {
        Run run = scene.aRun(new Wish().metadata('"' + "ä".repeat(NoticeLimits.MESSAGE / 2) + '"'), "a");

        scene.play(scene.takerTelling(listener), run).toTheEnd();

        assertThat(listener.heard().get(0).body()).startsWith("{\"metadata\":null,");
    }

    @Test
    void writesCharactersThatSqsRefusesAsEscapes() throws IOException {
        Run run = scene.aRun(new Wish().metadata("\"\uFFFE \uFFFF \\u0001 \uD83D\uDE00\""), "a");

        scene.play(scene.takerTelling(listener), run).toTheEnd();

        String body = listener.heard().get(0).body();
        assertThat(body).contains("\\uFFFE \\uFFFF \\u0001 \uD83D\uDE00").doesNotContain("\uFFFE", "\uFFFF");
        assertThat(new ObjectMapper().readTree(body).path("metadata").asText())
                .isEqualTo("\uFFFE \uFFFF \u0001 \uD83D\uDE00");
    }

    /** All steps before the notice are done. */
    private Run proven() {
        Run run = scene.aRunOf("a");
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        assertThat(taker.steps().complete(run)).isTrue();
        taker.steps().prove(run);
        return run;
    }

    private static ZipArchiveProperties linkedTo(String baseUrl) {
        return new ZipArchiveProperties(
                DataSize.ofMegabytes(5),
                DataSize.ofMegabytes(25),
                2,
                DataSize.ofMegabytes(16),
                100,
                true,
                true,
                baseUrl);
    }
}
