package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobState;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What an archive would come to, before it is made. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class DryRunTest {

    private static final int[] SIZES = {0, 1, 64 * 1024, MIB, PART - 1, PART, PART + 1, 2 * PART, 11 * MIB, 20 * MIB};

    private static final List<String> FIGURES = List.of(
            "archive",
            "size",
            "entries",
            "leftOut",
            "bytesRead",
            "bytesSent",
            "bytesCopiedByStore",
            "requests",
            "price");

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @ParameterizedTest(name = "seed {0}, {1}, checksums known: {2}, exists: {3}")
    @CsvSource({
        "1, auto, true, fail",
        "2, auto, false, replace",
        "3, fewest-requests, true, fail",
        "4, fewest-requests, false, fail",
        "5, fewest-bytes, true, replace",
        "6, fewest-bytes, false, fail",
        "7, fewest-bytes, true, fail",
        "8, auto, false, fail"
    })
    void itsFiguresAreThoseOfTheArchiveThatIsMadeAfterwards(long seed, String plan, boolean known, String exists) {
        String[] keys = someFiles(new Random(seed), known);
        Wish wish = new Wish().plan(plan).exists(exists);

        requireSameFigures(scene.copyingTaker(), wish, keys);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'{\"copiesParts\": true}'",
        "'{\"copiesParts\": true, \"refusesChangedCopies\": true}'",
        "'{\"copiesParts\": true, \"refusesChangedCopies\": true, \"wantsEqualParts\": true}'",
        "'{\"copiesParts\": false}'"
    })
    void theyAreAlsoWhereTheStoreCanDoLess(String abilities) {
        scene.noteAbilities(abilities);
        scene.put("a", 20 * MIB);
        scene.put("b", 12);
        scene.put("c", 12 * MIB);

        requireSameFigures(scene.copyingTaker(), new Wish().plan("fewest-bytes"), "a", "b", "c");
    }

    @Test
    void theyAreAlsoWhereAllIsSentAndPartsAreReadTwice() {
        ZipArchiveProperties usual = ArchiveScene.properties();
        scene.put("a", 2 * MIB + 1);
        scene.put("b", 2 * MIB + 1);
        scene.put("c", 12 * MIB);
        Taker unbuffered = scene.taker(new ZipArchiveProperties(
                usual.partSize(), usual.pageBytes(), 2, DataSize.ofMegabytes(1), 100, false, true, null));

        requireSameFigures(unbuffered, new Wish().withManifest(), "a", "b", "c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'{\"copiesParts\": true}'", "'{\"copiesParts\": true, \"refusesChangedCopies\": true}'"})
    void theyAreAlsoOfAnArchiveThatIsMadeByStages(String abilities) {
        scene.noteAbilities(abilities);
        scene.limit(5, 20L * MIB);
        String[] keys = {"a", "b", "c", "d"};
        for (String key : keys) {
            scene.putWithChecksum(key, 12 * MIB);
        }

        requireSameFigures(scene.copyingTaker(), new Wish().plan("fewest-bytes"), keys);
    }

    @Test
    void saysHowManyStagesThereAreIfThereAreAny() {
        scene.putWithChecksum("a", 12 * MIB);
        scene.putWithChecksum("b", 12 * MIB);
        Wish wish = new Wish().plan("fewest-bytes").dry();

        JsonNode together = read(
                scene.play(scene.copyingTaker(), scene.aRun(wish, "a", "b")).toTheEnd());
        scene.limit(3, 20L * MIB);
        JsonNode byStages = read(
                scene.play(scene.copyingTaker(), scene.aRun(wish, "a", "b")).toTheEnd());

        assertThat(together.has("stages")).isFalse();
        assertThat(byStages.get("stages").asInt()).isEqualTo(2);
        assertThat(byStages.get("parts")).isEqualTo(together.get("parts"));
    }

    @Test
    void theyAreAlsoOfAWholePrefix() {
        scene.put("trip/a", 100);
        scene.put("trip/b", 6 * MIB);

        requireSameFigures(scene.copyingTaker(), new Wish().from("trip/"));
    }

    @Test
    void theyAreAlsoWhereNamedFilesAreFoundByAListing() {
        String[] keys = IntStream.range(0, 130).mapToObj("%03d"::formatted).toArray(String[]::new);
        List.of(keys).forEach(key -> scene.put(key, 10));
        scene.put("100", 6 * MIB);

        requireSameFigures(scene.copyingTaker(), new Wish(), keys);
    }

    @Test
    void nothingIsWrittenAndNothingIsLeft() {
        scene.put("a", 100);
        scene.put("b", 6 * MIB);
        Run run = scene.aRun(new Wish().dry(), "a", "b");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.state()).isEqualTo(Ending.State.DONE);
        assertThat(scene.line().exchanges())
                .extracting(exchange -> exchange.request().method())
                .containsOnly("HEAD");
        assertThat(scene.targets()).isEmpty();
        assertThat(scene.ledger().archivePlans().find(run.jobId())).isEmpty();
        assertThat(scene.ledger().archiveParts().stored(run.jobId())).isEmpty();
        assertThat(scene.job(run).state()).isEqualTo(JobState.DONE);
        assertThat(scene.files(run)).extracting(JobFile::state).containsOnly(FileState.DONE);
        assertThat(scene.job(run).bytes().done()).isEqualTo(100 + 6 * MIB);
    }

    @Test
    void thePriceIsThatOfItsRequests() {
        scene.put("a", 100);

        JsonNode result = read(scene.toTheEnd(scene.aRun(new Wish().dry(), "a")));

        assertThat(result.get("dryRun").asBoolean()).isTrue();
        assertThat(result.get("parts").toString())
                .isEqualTo("{\"total\":1,\"body\":0,\"copy\":0,\"seam\":0,\"glued\":0,\"directory\":1}");
        assertThat(result.get("requests").toString())
                .isEqualTo("{\"head\":4,\"get\":3,\"put\":1,\"copy\":0,\"create\":1,\"complete\":1,\"delete\":1,"
                        + "\"list\":2}");
        assertThat(result.get("price").toString()).isEqualTo("{\"currency\":\"USD\",\"requests\":\"0.0000278\"}");
    }

    @Test
    void whoeverPlansAfterAnotherVanishedSaysTheSame() {
        scene.put("a", 100);
        scene.put("b", 6 * MIB);
        Run run = scene.aRun(new Wish().dry(), "a", "b");
        String first = scene.play(scene.taker(), run).upToThePlan().result();

        Ending ending = scene.play(scene.taker(), run).toTheEnd();

        assertThat(ending.result()).isEqualTo(first).contains("\"dryRun\":true");
    }

    @ParameterizedTest(name = "after call {0}")
    @ValueSource(ints = {5, 8, 12})
    void whatIsLeftOfAWorkerThatIsLostWhileItAsksTheStoreIsRemoved(int call) {
        scene.put("a", 6 * MIB);
        Run run = scene.aRun(new Wish().plan("fewest-bytes").dry(), "a");
        try (Victim victim = new Victim(
                scene,
                call,
                Victim.Moment.AFTER,
                taker -> scene.play(taker, run).upToThePlan())) {
            victim.awaitEnd();
            assertThat(scene.targets()).isNotEmpty();

            Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

            assertThat(ending.failureMessage()).isNull();
            assertThat(scene.targets()).isEmpty();
            assertThat(scene.uploadsLeft()).isEmpty();
        }
    }

    @Test
    void whoeverMakesAnArchiveThatAnotherPlannedSaysTheSame() {
        scene.put("a", 100);
        scene.put("b", 6 * MIB);
        JsonNode planned = read(scene.toTheEnd(scene.aRun(new Wish().dry(), "a", "b")));
        Run run = scene.aRun(new Wish(), "a", "b");
        scene.play(scene.taker(), run).upToThePlan();

        JsonNode made = read(scene.play(scene.taker(), run).toTheEnd());

        assertThat(made.get("requests")).isEqualTo(planned.get("requests"));
        assertThat(made.get("price")).isEqualTo(planned.get("price"));
    }

    @Test
    void aPlanThatNobodyCountedHasNoPrice() throws SQLException {
        scene.put("a", 100);
        Run run = scene.aRun(new Wish(), "a");
        scene.play(scene.taker(), run).upToThePlan();
        scene.forgetWhatWasCountedFor(run);

        JsonNode made = read(scene.play(scene.taker(), run).toTheEnd());

        assertThat(made.has("requests")).isFalse();
        assertThat(made.has("price")).isFalse();
    }

    @Test
    void whatWouldFailTheArchiveFailsItsPlan() {
        scene.put("a", 100);
        scene.putTarget("a.zip", new byte[] {1});

        assertThat(scene.toTheEnd(scene.aRun(new Wish().dry(), "a")).failureType())
                .isEqualTo(FailureType.TARGET_EXISTS.name());
        assertThat(scene.toTheEnd(scene.aRun(new Wish().dry().exists("replace"), "a", "gone"))
                        .failureType())
                .isEqualTo(FailureType.SOURCE_MISSING.name());
        assertThat(scene.archive().bytes()).containsExactly(1);
    }

    @Test
    void whatWouldBeLeftOutIsSaid() {
        scene.put("a", 100);

        Ending ending = scene.toTheEnd(scene.aRun(new Wish().dry().missing("skip"), "a", "gone"));

        assertThat(ending.result())
                .contains("\"entries\":1", "\"leftOut\":[{\"ordinal\":1,\"reason\":\"SOURCE_MISSING\"}]");
    }

    private void requireSameFigures(Taker taker, Wish wish, String... keys) {
        JsonNode planned = read(scene.play(taker, scene.aRun(wish.dry(), keys)).toTheEnd());
        scene.line().forget();

        JsonNode made = read(scene.play(taker, scene.aRun(wish, keys)).toTheEnd());

        assertThat(planned.get("requests")).isEqualTo(new ObjectMapper().valueToTree(requests()));
        for (String figure : FIGURES) {
            assertThat(planned.get(figure)).as(figure).isEqualTo(made.get(figure));
        }
    }

    private Map<String, Integer> requests() {
        Map<String, Integer> requests = new LinkedHashMap<>();
        for (String kind : new String[] {"head", "get", "put", "copy", "create", "complete", "delete", "list"}) {
            requests.put(kind, 0);
        }
        scene.line().exchanges().forEach(exchange -> requests.merge(kindOf(exchange.request()), 1, Integer::sum));
        return requests;
    }

    private static String kindOf(PassedRequest request) {
        return switch (request.method()) {
            case "PUT" -> request.headers().containsKey("x-amz-copy-source") ? "copy" : "put";
            case "POST" -> Requests.isBegin(request) ? "create" : "complete";
            case "GET" -> isListing(request) ? "list" : "get";
            default -> request.method().toLowerCase(Locale.ROOT);
        };
    }

    private static boolean isListing(PassedRequest request) {
        return request.query().containsKey("list-type")
                || request.query().containsKey("uploads")
                || request.query().containsKey("uploadId");
    }

    private static JsonNode read(Ending ending) {
        assertThat(ending.failureMessage()).isNull();
        try {
            return new ObjectMapper().readTree(ending.result());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] someFiles(Random random, boolean known) {
        String[] keys = new String[4 + random.nextInt(5)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "file-" + i;
            int size = SIZES[random.nextInt(SIZES.length)];
            if (known) {
                scene.putWithChecksum(keys[i], size);
            } else {
                scene.put(keys[i], size);
            }
        }
        return keys;
    }
}
