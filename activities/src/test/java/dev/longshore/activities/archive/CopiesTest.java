package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.StoredPartRow;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that the store copies itself. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class CopiesTest {

    private static final int[] SIZES = {
        0, 1, 64 * 1024, MIB, PART - 1, PART, PART + 1, 6 * MIB, 2 * PART, 2 * PART + 1, 11 * MIB, 20 * MIB
    };

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({
        "1, auto",
        "2, auto",
        "3, fewest-requests",
        "4, fewest-requests",
        "5, fewest-bytes",
        "6, fewest-bytes",
        "7, fewest-bytes",
        "8, fewest-bytes"
    })
    void theArchiveIsTheSameAsWithoutCopies(long seed, String plan) throws IOException {
        String[] keys = someFiles(new Random(seed));
        scene.toTheEnd(scene.aRunOf(keys));
        byte[] sent = scene.archive().bytes();

        Run run = scene.aRun(new Wish().exists("replace").plan(plan), keys);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().bytes()).isEqualTo(sent);
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.targets()).containsExactly("a.zip");
    }

    @Test
    void fewBytesOfLargeEntriesPassThroughTheWorker() {
        String[] keys = {"a", "b", "c"};
        for (String key : keys) {
            scene.putWithChecksum(key, 20 * MIB);
        }

        Run run = scene.aRunOf(keys);
        scene.play(scene.copyingTaker(), run).toTheEnd();

        ArchivePlans plans = scene.ledger().archivePlans();
        assertThat(kinds(run)).containsEntry(PartKind.COPY, 3L).containsEntry(PartKind.SEAM, 3L);
        assertThat(plans.bytesRead(run.jobId())).isLessThan(3 * PART);
        assertThat(plans.bytesSent(run.jobId())).isBetween(3L * PART, 3L * PART + 1024);
        assertThat(plans.bytesCopied(run.jobId())).isBetween(60L * MIB - 3 * PART, 60L * MIB - 3 * PART + 1024);
    }

    @Test
    void onlyTheFirstHeaderBorrowsBytesWhereFewestAreWanted() {
        String[] keys = {"a", "b", "c"};
        for (String key : keys) {
            scene.putWithChecksum(key, 20 * MIB);
        }

        Run run = scene.aRun(new Wish().plan("fewest-bytes"), keys);
        scene.play(scene.copyingTaker(), run).toTheEnd();

        ArchivePlans plans = scene.ledger().archivePlans();
        assertThat(kinds(run)).containsEntry(PartKind.GLUED, 2L);
        assertThat(plans.bytesRead(run.jobId())).isLessThan(PART);
        assertThat(plans.bytesSent(run.jobId())).isBetween((long) PART, PART + 1024L);
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void checksumsOfLargeFilesBelowAPrefixAreAskedFor() throws IOException {
        scene.putWithChecksum("trip/a", 20 * MIB);
        scene.putWithChecksum("trip/b", 20 * MIB);

        Run run = scene.aRunOf(new Wish().from("trip/").plan("fewest-bytes"), List.of());
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums())
                .containsEntry("b", Archive.sum(scene.contentOf("trip/b")))
                .hasSize(2);
        assertThat(scene.ledger().archivePlans().bytesRead(run.jobId())).isLessThan(PART);
    }

    @Test
    void whatNobodySaysTheChecksumOfIsReadOnceAndNotSent() throws IOException {
        String[] keys = {"a", "b"};
        scene.put("a", 20 * MIB);
        scene.put("b", 20 * MIB);

        Run run = scene.aRun(new Wish().plan("fewest-bytes"), keys);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
        assertThat(scene.ledger().archivePlans().bytesRead(run.jobId())).isBetween(40L * MIB, 45L * MIB);
        assertThat(scene.ledger().archivePlans().bytesSent(run.jobId())).isLessThan(6L * MIB);
    }

    @Test
    void theStoreIsAskedOnceWhatItCanDo() {
        scene.put("a", 20 * MIB);
        scene.play(scene.copyingTaker(), scene.aRunOf("a")).toTheEnd();
        int probes = probes();

        scene.play(scene.copyingTaker(), scene.aRun(new Wish().exists("replace"), "a"))
                .toTheEnd();

        assertThat(probes).isPositive();
        assertThat(probes()).isEqualTo(probes);
    }

    @Test
    void smallFilesAskTheStoreNothing() {
        scene.put("a", 2 * PART - 1);

        scene.play(scene.copyingTaker(), scene.aRunOf("a")).toTheEnd();

        assertThat(probes()).isZero();
    }

    @Test
    void aStoreThatWantsEqualPartsGetsThem() throws IOException {
        scene.noteAbilities("{\"copiesParts\": true, \"refusesChangedCopies\": true, \"wantsEqualParts\": true}");
        String[] keys = {"a", "b", "c"};
        scene.put("a", 21 * MIB);
        scene.put("b", 100);
        scene.put("c", 21 * MIB);

        Run run = scene.aRunOf(keys);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        List<StoredPartRow> parts = scene.ledger().archiveParts().stored(run.jobId());
        assertThat(ending.failureMessage()).isNull();
        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.size()).isEqualTo(PART));
        assertThat(kinds(run)).containsEntry(PartKind.COPY, 6L);
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
    }

    @Test
    void theStoreGetsTheChecksumOfTheWholeWhereItComparesIt() throws IOException {
        scene.noteAbilities("{\"verifiesWholeChecksums\": true}");
        scene.put("a", 3 * PART);
        scene.put("b", 10);

        Ending ending = scene.play(scene.copyingTaker(), scene.aRun(new Wish().withManifest(), "a", "b"))
                .toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        CRC32 whole = new CRC32();
        whole.update(scene.archive().bytes());
        String said = scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(Requests::isCompletion)
                .map(request -> request.headers().get("x-amz-checksum-crc32"))
                .findFirst()
                .orElseThrow();
        assertThat(ByteBuffer.wrap(Base64.getDecoder().decode(said)).getInt()).isEqualTo((int) whole.getValue());
    }

    @Test
    void theHeadersAroundEachCopiedEntryAreReadBack() {
        for (String key : new String[] {"a", "b", "c"}) {
            scene.putWithChecksum(key, 12 * MIB);
        }
        Run run = scene.aRunOf("a", "b", "c");
        scene.play(scene.copyingTaker(), run).toTheEnd();

        long readBack = scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(request ->
                        request.method().equals("GET") && request.path().endsWith("/a.zip"))
                .count();

        assertThat(readBack).isEqualTo(4); // three headers and the directory
    }

    @Test
    void aStoreThatCopiesNothingIsSentAll() {
        scene.noteAbilities("{\"copiesParts\": false}");
        scene.put("a", 20 * MIB);

        Run run = scene.aRunOf("a");
        scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(kinds(run)).doesNotContainKey(PartKind.COPY);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"auto", "fewest-bytes"})
    void aSourceThatChangedAfterThePlanFailsTheJobWithBothTags(String plan) {
        scene.put("a", 20 * MIB);
        scene.put("b", 20 * MIB);
        Run run = scene.aRun(new Wish().plan(plan), "a", "b");
        Taker taker = scene.copyingTaker();
        scene.play(taker, run).upToThePlan();
        scene.put("b", 20 * MIB + 1);

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_CHANGED.name());
        assertThat(ending.failureMessage()).contains("file 1 (").containsPattern("ETag .*ETag ");
        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"auto", "fewest-bytes", "fewest-requests"})
    void noAnswerOfTheStoreMattersSoMuchThatItMayNotBeLost(String plan) {
        String[] keys = {"a", "b", "c", "d"};
        scene.put("a", 20 * MIB);
        scene.put("b", 33);
        scene.put("c", 20 * MIB);
        scene.put("d", 20 * MIB);
        scene.toTheEnd(scene.aRunOf(keys));
        byte[] undisturbed = scene.archive().bytes();
        Run run = scene.aRun(new Wish().exists("replace").plan(plan), keys);
        Taker taker = scene.copyingTaker();
        LaidOut laidOut = scene.play(taker, run).upToThePlan();

        loseEachAnswerOnce(taker, run, laidOut);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().bytes()).isEqualTo(undisturbed);
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    /** Of all requests that change something in the store. */
    private void loseEachAnswerOnce(Taker taker, Run run, LaidOut plan) {
        List<PassedRequest> lost = new ArrayList<>();
        boolean[] again = {true};
        while (again[0]) {
            again[0] = false;
            scene.line().spoil(request -> {
                synchronized (lost) {
                    boolean loses = !request.method().equals("GET")
                            && !request.method().equals("HEAD")
                            && lost.stream().noneMatch(earlier -> isSame(earlier, request));
                    if (loses) {
                        lost.add(request);
                        again[0] = true;
                    }
                    return loses ? new Fault.LoseAnswer() : new Fault.None();
                }
            });
            Failing.orNot(() -> scene.play(taker, run).parts(plan));
        }
        scene.line().spoil(request -> new Fault.None());
        assertThat(lost).hasSizeGreaterThan(3);
    }

    private static boolean isSame(PassedRequest one, PassedRequest other) {
        return one.method().equals(other.method())
                && one.path().equals(other.path())
                && String.valueOf(one.query().get("partNumber"))
                        .equals(String.valueOf(other.query().get("partNumber")));
    }

    @Test
    void temporaryObjectsOfAPlanThatBecameVoidAreRemovedThoughTheNextCopiesNothing() {
        scene.noteAbilities("{\"copiesParts\": true, \"refusesChangedCopies\": true}");
        scene.put("small", 33);
        scene.put("b", 11 * MIB);
        scene.put("c", 11 * MIB);
        Run run = scene.aRun(new Wish().plan("fewest-bytes").missing("skip"), "small", "b", "c");
        try (Taker taker = scene.orderlyTaker(scene.line())) {
            Play play = scene.play(taker, run);
            scene.spoil(
                    request -> request.headers()
                            .getOrDefault("x-amz-copy-source", "")
                            .contains("longshore-temporary"),
                    new Fault.LoseAnswer());
            Failing.of(play::toTheEnd);
            assertThat(scene.targets()).hasSize(1);
            scene.spoil(any -> false, new Fault.None());
            scene.remove("b");
            scene.remove("c");

            assertThat(Failing.of(play::toTheEnd).getOriginalMessage()).contains("left out");
            assertThat(scene.targets()).hasSize(1);
            assertThat(Failing.of(play::toTheEnd).getOriginalMessage()).contains("left out");
            Ending ending = play.toTheEnd();

            assertThat(ending.failureMessage()).isNull();
        }
        assertThat(kinds(run)).doesNotContainKeys(PartKind.COPY, PartKind.GLUED);
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private int probes() {
        Predicate<PassedExchange> isProbe =
                exchange -> exchange.request().path().contains("longshore-probe");
        return (int) scene.line().exchanges().stream().filter(isProbe).count();
    }

    private Map<PartKind, Long> kinds(Run run) {
        Map<PartKind, Long> kinds = new LinkedHashMap<>();
        scene.ledger().archiveParts().stored(run.jobId()).forEach(part -> kinds.merge(part.kind(), 1L, Long::sum));
        return kinds;
    }

    private String[] someFiles(Random random) {
        String[] keys = new String[4 + random.nextInt(5)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "file-" + i;
            int size = SIZES[random.nextInt(SIZES.length)];
            if (random.nextInt(3) == 0) {
                scene.put(keys[i], size);
            } else {
                scene.putWithChecksum(keys[i], size);
            }
        }
        return keys;
    }

    private Map<String, String> sumsOf(String... keys) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String key : keys) {
            sums.put(key, Archive.sum(scene.contentOf(key)));
        }
        return sums;
    }
}
