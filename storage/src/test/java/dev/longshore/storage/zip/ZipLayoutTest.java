package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipLayoutTest {

    private static final Instant TIME = Instant.parse("2026-11-21T11:20:51Z");
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readersFindWhatTheLayoutPlaced(long seed) throws IOException {
        Random random = new Random(seed);
        List<SampleFile> files = SampleFile.some(random);
        BuiltArchive archive = new BuiltArchive(files, random.nextBoolean() ? 5 * MIB : 64 * 1024 + 1);

        Path zip = archive.writtenTo(folder);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.size()).isEqualTo(files.size());
            for (SampleFile file : files) {
                assertSame(file, read);
            }
        }
        assertThat(ZipReaders.complaints(zip, files.size())).isEmpty();
        assumeThat(ZipReaders.missing()).as("readers that were not asked").isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void theCutDoesNotChangeAByte(long seed) throws IOException {
        Random random = new Random(seed);
        List<SampleFile> files = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            byte[] content = new byte[random.nextInt(4) * random.nextInt(50)];
            random.nextBytes(content);
            files.add(new SampleFile("n".repeat(1 + random.nextInt(40)) + i, content, TIME));
        }

        byte[] whole = new BuiltArchive(files, Integer.MAX_VALUE).bytes();

        for (int partSize = 1; partSize < 90; partSize++) {
            assertThat(new BuiltArchive(files, partSize).bytes()).isEqualTo(whole);
        }
    }

    @Test
    void seventyThousandEntriesNeedZip64() throws IOException {
        List<SampleFile> files = IntStream.range(0, 70_000)
                .mapToObj(number -> new SampleFile("f" + number, new byte[] {7}, TIME))
                .toList();

        Path zip = new BuiltArchive(files, 5 * MIB).writtenTo(folder);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.size()).isEqualTo(70_000);
            assertSame(files.get(69_999), read);
        }
        assertThat(ZipReaders.complaints(zip, files.size())).isEmpty();
        assumeThat(ZipReaders.missing()).as("readers that were not asked").isEmpty();
    }

    @Test
    void anArchiveOfNothingIsItsEnd() throws IOException {
        Path zip = new BuiltArchive(List.of(), 5 * MIB).writtenTo(folder);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.size()).isZero();
        }
    }

    @Test
    void keepsTimesToTheSecond() throws IOException {
        Path zip = new BuiltArchive(List.of(new SampleFile("a", new byte[0], TIME)), 5 * MIB).writtenTo(folder);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.getEntry("a").getLastModifiedTime().toInstant()).isEqualTo(TIME);
        }
    }

    @Test
    void saysOfEachPartWhatItNeeds() {
        SampleFile large = new SampleFile("large", new byte[1000], TIME);
        SampleFile small = new SampleFile("small", new byte[10], TIME);

        List<PlannedPart> parts = new BuiltArchive(List.of(large, small), 300).parts;

        assertThat(parts)
                .extracting(PlannedPart::kind)
                .containsExactly(PartKind.SEAM, PartKind.BODY, PartKind.BODY, PartKind.DIRECTORY, PartKind.DIRECTORY);
        assertThat(parts.get(1)).isEqualTo(new PlannedPart(2, PartKind.BODY, 0, 0, 300, 300, 0));
        assertThat(parts.get(3).firstOrdinal()).isZero();
        assertThat(parts.get(3).lastOrdinal()).isEqualTo(1);
        assertThat(parts.get(4).firstOrdinal()).isEqualTo(-1);
    }

    @Test
    void theHashIsThatOfNamesSizesTimesAndPins() {
        ZipEntry entry = new ZipEntry("a", 1, TIME);

        assertThat(hash(entry, "pin")).isEqualTo(hash(entry, "pin")).hasSize(64);
        assertThat(hash(entry, "pin")).isNotEqualTo(hash(entry, "other"));
        assertThat(hash(entry, "pin")).isNotEqualTo(hash(new ZipEntry("b", 1, TIME), "pin"));
        assertThat(hash(entry, "pin")).isNotEqualTo(hash(new ZipEntry("a", 2, TIME), "pin"));
        assertThat(hash(entry, "pin")).isNotEqualTo(hash(new ZipEntry("a", 1, TIME.plusSeconds(1)), "pin"));
    }

    @Test
    void refusesEntriesThatLeaveAGap() {
        BuiltArchive archive = new BuiltArchive(
                List.of(new SampleFile("a", new byte[5], TIME), new SampleFile("b", new byte[5], TIME)), 50);
        PartSegments segments =
                new PartSegments(0, 100, List.of(archive.placed.get(1)).iterator(), 1000);

        assertThatThrownBy(segments::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesNamesThatNoHeaderCanHold() {
        assertThat(new ZipEntry("é".repeat(32_767), 1, TIME).size()).isEqualTo(1);
        assertThatThrownBy(() -> new ZipEntry("é".repeat(32_768), 1, TIME))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZipEntry("folder/", 1, TIME)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZipEntry("", 1, TIME)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hash(ZipEntry entry, String pin) {
        ZipLayout layout = new ZipLayout();
        layout.place(0, entry, pin);
        return layout.hash();
    }

    private static void assertSame(SampleFile file, ZipFile read) throws IOException {
        java.util.zip.ZipEntry entry = read.getEntry(file.name());
        assertThat(entry).as(file.name()).isNotNull();
        assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(file.content());
    }
}
