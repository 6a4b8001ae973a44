package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries whose bytes in the archive are fewer, or more, than those of the file. */
class DeflatedEntriesTest {

    private static final Instant TIME = Instant.parse("2026-11-21T11:20:51Z");
    private static final int MIB = 1024 * 1024;
    private static final long GIB = 1L << 30;
    private static final long CAP = 0xFFFF_FFFFL;
    private static final short DEFLATED = 8;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void readersInflateWhatWasPlacedBesideWhatIsStored(long seed) throws IOException {
        Random random = new Random(seed);
        List<SampleFile> files = mixed(random);
        BuiltArchive archive = new BuiltArchive(files, random.nextBoolean() ? 5 * MIB : 64 * 1024 + 1);

        Path zip = archive.writtenTo(folder);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            for (SampleFile file : files) {
                java.util.zip.ZipEntry entry = read.getEntry(file.name());
                assertThat(entry.getSize()).isEqualTo(file.content().length);
                assertThat(entry.getCompressedSize()).isEqualTo(file.data().length);
                assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(file.content());
            }
        }
        assertThat(ZipReaders.complaints(zip, files.size())).isEmpty();
        assertStreamed(files, archive.bytes());
        assumeThat(ZipReaders.missing()).as("readers that were not asked").isEmpty();
    }

    @Test
    void headersSayTheMethodAndBothSizes() {
        ZipEntry entry = new ZipEntry("a", 1000, TIME, 300L);
        ByteBuffer local = littleEndian(ZipRecords.localHeader(entry, 0x1A2B3C4D));
        ByteBuffer central = littleEndian(ZipRecords.centralHeader(entry, 0x1A2B3C4D, 77));

        assertThat(local.getShort(4)).isEqualTo((short) 20);
        assertThat(local.getShort(8)).isEqualTo(DEFLATED);
        assertThat(local.getInt(14)).isEqualTo(0x1A2B3C4D);
        assertThat(local.getInt(18)).isEqualTo(300);
        assertThat(local.getInt(22)).isEqualTo(1000);
        assertThat(central.getShort(6)).isEqualTo((short) 20);
        assertThat(central.getShort(10)).isEqualTo(DEFLATED);
        assertThat(central.getInt(20)).isEqualTo(300);
        assertThat(central.getInt(24)).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"0x140000000, 0x100000", "0xFFFFFFFF, 1", "0x140000000, 0x130000000", "0xFFFFFFFE, 0xFFFFFFFF"})
    void aLocalHeaderHasBothSizesInZip64OrNone(String size, String deflated) {
        ZipEntry entry = new ZipEntry("a", Long.decode(size), TIME, Long.decode(deflated));
        ByteBuffer header = littleEndian(ZipRecords.localHeader(entry, 0));

        assertThat(header.getShort(4)).isEqualTo((short) 45);
        assertThat(Integer.toUnsignedLong(header.getInt(18))).isEqualTo(CAP);
        assertThat(Integer.toUnsignedLong(header.getInt(22))).isEqualTo(CAP);
        assertThat(header.getShort(33)).isEqualTo((short) 16);
        assertThat(header.getLong(35)).isEqualTo(Long.decode(size));
        assertThat(header.getLong(43)).isEqualTo(Long.decode(deflated));
        assertThat(header.capacity()).isEqualTo(ZipRecords.localHeaderLength(entry));
    }

    @ParameterizedTest
    @CsvSource({
        "0x140000000, 0x100000, 7, 8",
        "0xFFFFFFFE, 0xFFFFFFFF, 7, 8",
        "0x140000000, 0x130000000, 7, 16",
        "0x140000000, 1, 0x140000000, 16",
        "1000, 300, 7, 0"
    })
    void aCentralHeaderHasInZip64OnlyWhatDoesNotFit(String size, String deflated, String offset, int expected) {
        ZipEntry entry = new ZipEntry("a", Long.decode(size), TIME, Long.decode(deflated));
        ByteBuffer header = littleEndian(ZipRecords.centralHeader(entry, 0, Long.decode(offset)));

        assertThat(Integer.toUnsignedLong(header.getInt(20))).isEqualTo(Math.min(CAP, Long.decode(deflated)));
        assertThat(Integer.toUnsignedLong(header.getInt(24))).isEqualTo(Math.min(CAP, Long.decode(size)));
        assertThat(header.getShort(30)).isEqualTo((short) (9 + (expected == 0 ? 0 : 4 + expected)));
        assertThat(header.capacity()).isEqualTo(ZipRecords.centralHeaderLength(entry, Long.decode(offset)));
    }

    @Test
    void theHashTellsHowFarAnEntryIsDeflated() {
        assertThat(List.of(hashOf(null), hashOf(300L), hashOf(301L))).doesNotHaveDuplicates();
    }

    @Test
    void theNextEntryBeginsBehindTheDeflatedBytes() {
        ZipLayout layout = new ZipLayout();
        PlacedEntry placed = layout.place(0, new ZipEntry("a", 5 * GIB, TIME, 300L), "");

        assertThat(placed.end()).isEqualTo(placed.dataOffset() + 300).isEqualTo(layout.directoryOffset());
    }

    @Test
    void whatIsDeflatedToLittleIsNotWorthACopy() {
        List<PlannedPart> parts = new ArrayList<>();
        ZipLayout layout = new ZipLayout();
        PlacedEntry little = layout.place(0, new ZipEntry("a", 100 * MIB, TIME, 4L * MIB), "");
        PlacedEntry much = layout.place(1, new ZipEntry("b", 100 * MIB, TIME, 40L * MIB), "");
        PartRules rules = PartRules.copying(8 * MIB, CopyWay.BORROWED, 10 * MIB);
        PartPlanner planner = new PartPlanner(rules, layout.directoryOffset(), layout.length(), parts::add);

        planner.add(little, true);
        planner.add(much, true);
        planner.finish();

        assertThat(parts)
                .filteredOn(part -> part.kind() == PartKind.COPY)
                .singleElement()
                .satisfies(copy -> assertThat(copy.firstOrdinal()).isEqualTo(1))
                .satisfies(copy -> assertThat(copy.copied()).isLessThan(40L * MIB));
    }

    @Test
    void refusesSizesThatNoDeflaterMakes() {
        assertThatThrownBy(() -> new ZipEntry("a", 5, TIME, 0L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZipEntry("a", 0, TIME, 2L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ZipEntry("folder/", 0, TIME, 2L)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hashOf(@Nullable Long deflated) {
        ZipLayout layout = new ZipLayout();
        layout.place(0, new ZipEntry("a", 1000, TIME, deflated), "pin");
        return layout.hash();
    }

    private static List<SampleFile> mixed(Random random) {
        List<SampleFile> files = new ArrayList<>();
        for (SampleFile file : SampleFile.some(random)) {
            files.add(random.nextBoolean() ? file.deflated() : file);
        }
        byte[] zeros = new byte[random.nextInt(20 * MIB) + 1];
        files.add(new SampleFile("zeros", zeros, TIME).deflated());
        byte[] text = new byte[6 * MIB];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(16));
        }
        files.add(new SampleFile("text", text, TIME).deflated());
        return files;
    }

    private static void assertStreamed(List<SampleFile> files, byte[] archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (SampleFile file : files) {
                assertThat(zip.getNextEntry().getName()).isEqualTo(file.name());
                assertThat(zip.readAllBytes()).isEqualTo(file.content());
            }
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
