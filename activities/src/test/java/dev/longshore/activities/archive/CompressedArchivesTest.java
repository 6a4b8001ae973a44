package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose files are deflated where that gains. */
@Timeout(180)
@ExtendWith(ArchiveScenes.class)
class CompressedArchivesTest {

    private static final int[] SIZES = {
        0, 1, 1023, 1024, 65_535, 65_536, 65_537, MIB, PART - 1, PART, PART + 1, FileDeflater.WHOLE + 1, 12 * MIB
    };
    private static final List<SampleContent> KINDS = List.of(SampleContent.values());
    private static final String[] NAMES = {"", "trip/", "größe/", "写真/", "n".repeat(120) + "/"};

    @TempDir
    Path folder;

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({"1, native", "2, native", "3, native", "4, native", "5, JDK", "6, JDK", "7, JDK", "8, JDK"})
    void allReadersGetBackWhatWentIn(long seed, String deflater) throws Exception {
        Map<String, SampleContent> contents = someFiles(new Random(seed));
        String[] keys = contents.keySet().toArray(String[]::new);
        Run run = scene.aRun(new Wish().compressed(), keys);

        Ending ending = scene.play(deflater.equals("JDK") ? scene.plainTaker() : scene.taker(), run)
                .toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums())
                .isEqualTo(sumsOf(keys))
                .isEqualTo(scene.archive().streamed());
        assertThat(ForeignReader.complaints(scene.archive().bytes(), folder)).isEmpty();
        for (String key : keys) {
            boolean isDeflated =
                    Objects.requireNonNull(contents.get(key)).gains() && scene.contentOf(key).length >= 1024;
            assertThat(entry(key).getMethod()).as(key).isEqualTo(isDeflated ? ZipEntry.DEFLATED : ZipEntry.STORED);
        }
        assertThat(scene.targets()).containsExactly("a.zip");
        assertThat(scene.uploadsLeft()).isEmpty();
        assumeThat(ForeignReader.missing()).as("readers that were not asked").isEmpty();
    }

    @Test
    void mediaIsStoredHoweverMuchItWouldGain() throws IOException {
        scene.put("a.jpg", new byte[100_000]);
        scene.put("b.MP4", new byte[100_000]);
        scene.put("c.bmp", new byte[100_000]);

        scene.toTheEnd(scene.aRun(new Wish().compressed(), "a.jpg", "b.MP4", "c.bmp"));

        assertThat(entry("a.jpg").getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry("b.MP4").getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry("c.bmp").getMethod()).isEqualTo(ZipEntry.DEFLATED);
        assertThat(entry("c.bmp").getCompressedSize()).isLessThan(1000);
    }

    @Test
    void whereNothingGainsTheArchiveIsTheStoredOne() throws IOException {
        String[] keys = {"a", "b", "c"};
        for (String key : keys) {
            scene.put(key, 3 * MIB);
        }
        scene.toTheEnd(scene.aRunOf(keys));
        byte[] stored = scene.archive().bytes();

        scene.toTheEnd(scene.aRun(new Wish().exists("replace").compressed(), keys));

        assertThat(scene.archive().bytes()).isEqualTo(stored);
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
    }

    @Test
    void aStoreThatComparesWholeChecksumsTakesDeflatedEntriesToo() throws IOException {
        scene.noteAbilities("{\"verifiesWholeChecksums\": true}");
        scene.put("a", new byte[MIB]);

        Ending ending = scene.toTheEnd(scene.aRun(new Wish().compressed(), "a"));

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(new String[] {"a"}));
    }

    @Test
    void whatTheStoreCallsAPictureIsStoredWhateverItsName() throws IOException {
        scene.put("a", new byte[MIB]);
        scene.put("b", new byte[MIB]);
        scene.putAs("image/jpeg", "a");
        scene.putAs("image/svg+xml", "b");

        Ending ending = scene.toTheEnd(scene.aRun(new Wish().compressed(), "a", "b"));

        assertThat(ending.failureMessage()).isNull();
        assertThat(entry("a").getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry("b").getMethod()).isEqualTo(ZipEntry.DEFLATED);
    }

    @Test
    void withoutTheWishNothingIsDeflated() throws IOException {
        scene.put("a", new byte[MIB]);

        Run run = scene.aRunOf("a");
        scene.toTheEnd(run);

        assertThat(entry("a").getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry("a").getCompressedSize()).isEqualTo(MIB);
        assertThat(scene.files(run).get(0).handle()).doesNotContain("method");
    }

    @Test
    void theBytesAreTheSameWhoeverBuildsTheParts() {
        String[] keys = someFiles(new Random(11)).keySet().toArray(String[]::new);
        Wish wish = new Wish().exists("replace").compressed();
        scene.play(scene.taker(), scene.aRun(wish, keys)).toTheEnd();
        byte[] alone = scene.archive().bytes();
        Run run = scene.aRun(wish, keys);
        scene.play(scene.taker(), run).upToThePlan();

        Ending ending = scene.play(scene.plainTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.archive().bytes()).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "fewest-bytes"})
    void whatIsDeflatedAndLargeIsCopiedInsideTheStore(String plan) throws IOException {
        String[] keys = {"a", "b", "c"};
        for (String key : keys) {
            scene.put(key, hex(24 * MIB, new Random(key.hashCode())));
        }
        Run run = scene.aRun(new Wish().plan(plan).compressed(), keys);
        Taker taker = scene.copyingTaker();

        LaidOut laidOut = scene.play(taker, run).upToThePlan();
        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(laidOut.parts()).isGreaterThan(3);
        assertThat(scene.ledger().archivePlans().bytesCopied(run.jobId())).isGreaterThan(20L * MIB);
        assertThat(scene.archive().sums()).isEqualTo(sumsOf(keys));
        assertThat(entry("a").getMethod()).isEqualTo(ZipEntry.DEFLATED);
        assertThat(scene.targets()).containsExactly("a.zip");
    }

    @Test
    void theManifestSaysHowManyBytesAnEntryHas() throws IOException {
        scene.put("a", new byte[MIB]);
        scene.put("b", 100);

        scene.toTheEnd(scene.aRun(new Wish().compressed().withManifest(), "a", "b"));

        String manifest = new String(scene.archive().content(Manifest.NAME), UTF_8);
        assertThat(manifest).contains("\"deflatedSize\":" + entry("a").getCompressedSize());
        assertThat(manifest.split("deflatedSize", -1)).hasSize(2);
    }

    @Test
    void smallFilesShareAnObject() {
        String[] keys = new String[60];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "f" + i;
            scene.put(keys[i], SampleContent.JSON.of(5000, new Random(i)));
        }
        Run run = scene.aRun(new Wish().compressed(), keys);
        scene.line().forget();

        scene.play(scene.plainTaker(), run).upToThePlan();

        assertThat(scene.sentParts()).hasSize(1);
        assertThat(scene.targets()).hasSize(1).allMatch(key -> key.contains("/deflated/0-"));
    }

    private Map<String, SampleContent> someFiles(Random random) {
        Map<String, SampleContent> files = new LinkedHashMap<>();
        int count = 3 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            SampleContent content = KINDS.get(random.nextInt(KINDS.size()));
            String key = NAMES[random.nextInt(NAMES.length)] + i + (random.nextBoolean() ? ".txt" : "");
            scene.put(key, content.of(SIZES[random.nextInt(SIZES.length)], random));
            files.put(key, content);
        }
        return files;
    }

    private static byte[] hex(int size, Random random) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
        }
        return content;
    }

    private Map<String, String> sumsOf(String[] keys) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String key : keys) {
            sums.put(nameOf(key), Archive.sum(scene.contentOf(key)));
        }
        return sums;
    }

    private static String nameOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private ZipEntry entry(String key) throws IOException {
        Path file = Files.write(folder.resolve("read.zip"), scene.archive().bytes());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(nameOf(key));
        }
    }
}
