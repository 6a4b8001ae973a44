package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobState;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ActivityFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Archives of all kinds of files, read back by another reader. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class WholeArchiveTest {

    private static final int[] SIZES = {0, 1, 64 * 1024, PART - 1, PART, PART + 1, PART + 3 * MIB + 17};
    private static final String[] WORDS = {"photo", "Größe", "фото", "写真", "صورة", "😀", "a b+c%20&d", "ñ".repeat(60)};

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void packsFilesOfAllSizesAndNames(long seed) throws IOException {
        List<String> keys = someFiles(new Random(seed));
        Run run = scene.aRunOf(keys.toArray(String[]::new));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.job(run).state()).isEqualTo(JobState.DONE);
        assertThat(scene.files(run)).extracting(JobFile::state).containsOnly(FileState.DONE);
        assertThat(scene.job(run).bytes().done()).isEqualTo(bytesOf(keys));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void twoTakersThatBuildPagesInAnyOrderMakeTheSameBytes(long seed) {
        Random random = new Random(seed);
        String[] keys = someFiles(random).toArray(String[]::new);
        scene.toTheEnd(scene.aRunOf(keys));
        byte[] undisturbed = scene.archive().bytes();
        Run run = scene.aRun(new Wish().exists("replace"), keys);
        Taker one = scene.taker();
        Taker other = scene.taker();
        LaidOut plan = scene.play(one, run).upToThePlan();

        inAnyOrder(random, plan, number -> stepsOf(number, one, other).buildBodies(run, number, number));
        inAnyOrder(random, plan, number -> stepsOf(number, one, other).buildSeams(run, number, number));
        scene.play(other, run).toTheEnd();

        assertThat(scene.archive().bytes()).isEqualTo(undisturbed);
        assertThat(scene.ledger().archivePlans().bytesSentAgain(run.jobId())).isZero();
    }

    @Test
    void twoTakersOfTheSamePartsAtTheSameTimeMakeTheSameBytes() {
        scene.put("a", 0);
        scene.put("b", PART + 1);
        scene.put("c", 3 * PART);
        scene.toTheEnd(scene.aRunOf("a", "b", "c"));
        byte[] undisturbed = scene.archive().bytes();
        Run run = scene.aRun(new Wish().exists("replace"), "a", "b", "c");
        Taker one = scene.taker();
        Taker other = scene.taker();
        LaidOut plan = scene.play(one, run).upToThePlan();

        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> buildOrBeOvertaken(other, run, plan));
        buildOrBeOvertaken(one, run, plan);
        beside.join();
        Ending ending = scene.play(one, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().bytes()).isEqualTo(undisturbed);
    }

    @Test
    void thePartsThatAreLargerThanTheBufferAreReadTwice() throws IOException {
        List<String> keys = List.of("a", "b", "c");
        keys.forEach(key -> scene.put(key, 2 * MIB + 1));
        ZipArchiveProperties usual = ArchiveScene.properties();
        Taker unbuffered = scene.taker(new ZipArchiveProperties(
                usual.partSize(), usual.pageBytes(), 2, DataSize.ofMegabytes(1), 100, false, true, null));

        Run run = scene.aRunOf("a", "b", "c");
        Ending ending = scene.play(unbuffered, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
    }

    @Test
    void theResultSaysWhatWasReadAndSent() {
        scene.put("a", 10);
        scene.put("b", PART);
        Run run = scene.aRunOf("a", "b");

        String result = scene.toTheEnd(run).result();

        assertThat(result)
                .contains("\"archive\":\"" + scene.targetAddress("a.zip") + "\"", "\"url\":null", "\"entries\":2")
                .contains("\"leftOut\":[]", "\"bytesSentAgain\":0", "\"bytesCopiedByStore\":0")
                .contains("\"size\":" + scene.archive().bytes().length)
                .contains("\"bytesSent\":" + scene.archive().bytes().length)
                .containsPattern("\"bytesRead\":5242[89]\\d\\d,");
    }

    @Test
    void itsBytesAreCountedPartByPartThoughNoFileIsDoneYet() {
        scene.put("a", 4 * PART);
        Run run = scene.aRunOf("a");
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();

        taker.steps().buildBodies(run, 1, 2);
        long afterTwoPages = scene.job(run).bytes().done();
        taker.steps().buildBodies(run, 1, plan.parts());

        assertThat(scene.job(run).files().done()).isZero();
        assertThat(afterTwoPages).isBetween(1L, 2L * PART);
        assertThat(scene.job(run).bytes().done()).isBetween(2L * PART, 4L * PART);
    }

    private interface Step {
        void build(int number);
    }

    private static void inAnyOrder(Random random, LaidOut plan, Step step) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= plan.parts(); number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (boolean odd : new boolean[] {true, false}) {
            running.add(CompletableFuture.runAsync(() ->
                    numbers.stream().filter(number -> number % 2 == 1 == odd).forEach(step::build)));
        }
        running.forEach(CompletableFuture::join);
    }

    private static ZipArchiveActivities stepsOf(int number, Taker one, Taker other) {
        return number % 2 == 1 ? one.steps() : other.steps();
    }

    private void buildOrBeOvertaken(Taker taker, Run run, LaidOut plan) {
        try {
            scene.play(taker, run).parts(plan);
        } catch (ActivityFailure overtaken) {
            assertThat(overtaken).hasStackTraceContaining("OVERTAKEN");
        }
    }

    private List<String> someFiles(Random random) {
        List<String> keys = new ArrayList<>();
        for (int size : SIZES) {
            if (size <= 64 * 1024 || random.nextInt(3) == 0) {
                String key = "dir/%s-%d.bin".formatted(WORDS[random.nextInt(WORDS.length)], keys.size());
                scene.put(key, size);
                keys.add(key);
            }
        }
        Collections.shuffle(keys, random);
        return keys;
    }

    private Map<String, String> sumsOf(List<String> keys) {
        Map<String, String> sums = new LinkedHashMap<>();
        keys.forEach(key -> sums.put(key.substring(key.lastIndexOf('/') + 1), Archive.sum(scene.contentOf(key))));
        return sums;
    }

    private long bytesOf(List<String> keys) {
        return keys.stream().mapToLong(key -> scene.contentOf(key).length).sum();
    }
}
