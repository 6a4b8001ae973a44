package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipRecordsTest {

    private static final Instant TIME = Instant.parse("2026-11-21T11:20:51Z");
    private static final long GIB = 1L << 30;
    private static final long CAP = 0xFFFF_FFFFL;

    @Test
    void aLocalHeaderSaysSizesAndNeedsNoDescriptor() {
        ByteBuffer header = littleEndian(ZipRecords.localHeader(new ZipEntry("ä", 7, TIME), 0x1A2B3C4D));

        assertThat(header.getInt(0)).isEqualTo(0x04034B50);
        assertThat(header.getShort(4)).isEqualTo((short) 20);
        assertThat(header.getShort(6)).isEqualTo((short) 0x0800);
        assertThat(header.getShort(8)).isZero();
        assertThat(header.getInt(14)).isEqualTo(0x1A2B3C4D);
        assertThat(header.getInt(18)).isEqualTo(7);
        assertThat(header.getInt(22)).isEqualTo(7);
        assertThat(header.getShort(26)).isEqualTo((short) 2);
        assertThat(header.capacity()).isEqualTo(30 + 2 + 9);
    }

    @Test
    void anEntryOfFourGibibytesHasBothSizesInItsHeader() {
        ZipEntry entry = new ZipEntry("a", 4 * GIB, TIME);
        ByteBuffer header = littleEndian(ZipRecords.localHeader(entry, 0));

        assertThat(header.getShort(4)).isEqualTo((short) 45);
        assertThat(Integer.toUnsignedLong(header.getInt(18))).isEqualTo(CAP);
        assertThat(header.getShort(31)).isEqualTo((short) 1);
        assertThat(header.getShort(33)).isEqualTo((short) 16);
        assertThat(header.getLong(35)).isEqualTo(4 * GIB);
        assertThat(header.getLong(43)).isEqualTo(4 * GIB);
        assertThat(header.capacity()).isEqualTo(ZipRecords.localHeaderLength(entry));
    }

    @ParameterizedTest
    @CsvSource({"0xFFFFFFFE, 0xFFFFFFFE, 0", "0xFFFFFFFF, 0, 16", "1, 0xFFFFFFFF, 8", "0xFFFFFFFF, 0xFFFFFFFF, 24"})
    void aCentralHeaderHasInZip64WhatDoesNotFit(String size, String offset, int expected) {
        ZipEntry entry = new ZipEntry("a", Long.decode(size), TIME);
        byte[] header = ZipRecords.centralHeader(entry, 0, Long.decode(offset));

        int extra = Short.toUnsignedInt(littleEndian(header).getShort(30));
        assertThat(extra).isEqualTo(9 + (expected == 0 ? 0 : 4 + expected));
        assertThat(header).hasSize(46 + 1 + extra).hasSize(ZipRecords.centralHeaderLength(entry, Long.decode(offset)));
    }

    @Test
    void aDirectoryBeyondFourGibibytesEndsInZip64() {
        ByteBuffer end = littleEndian(ZipRecords.end(3, 5 * GIB, 200));

        assertThat(end.capacity()).isEqualTo(56 + 20 + 22);
        assertThat(end.getInt(0)).isEqualTo(0x06064B50);
        assertThat(end.getLong(4)).isEqualTo(44);
        assertThat(end.getLong(32)).isEqualTo(3);
        assertThat(end.getLong(40)).isEqualTo(200);
        assertThat(end.getLong(48)).isEqualTo(5 * GIB);
        assertThat(end.getInt(56)).isEqualTo(0x07064B50);
        assertThat(end.getLong(64)).isEqualTo(5 * GIB + 200);
        assertThat(end.getInt(76)).isEqualTo(0x06054B50);
        assertThat(end.getShort(86)).isEqualTo((short) 3);
        assertThat(Integer.toUnsignedLong(end.getInt(92))).isEqualTo(CAP);
    }

    @ParameterizedTest
    @CsvSource({"65534, 22", "65535, 98", "65536, 98"})
    void manyEntriesEndInZip64(long entries, int length) {
        assertThat(ZipRecords.end(entries, 100, 100)).hasSize(length);
    }

    @Test
    void readersOpenAnArchiveOfNineGibibytes(@TempDir Path folder) throws IOException {
        ZipLayout layout = new ZipLayout();
        List<PlacedEntry> entries = new ArrayList<>();
        entries.add(layout.place(0, new ZipEntry("large", 5 * GIB, TIME), ""));
        entries.add(layout.place(1, new ZipEntry("exact", CAP, TIME), ""));
        entries.add(layout.place(2, new ZipEntry("small", 0, TIME), ""));
        Path zip = folder.resolve("sparse.zip");

        writeSparse(zip, layout, entries);

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(read.getEntry("large").getSize()).isEqualTo(5 * GIB);
            assertThat(read.getEntry("exact").getSize()).isEqualTo(CAP);
            assertThat(read.getInputStream(read.getEntry("large")).readNBytes(3))
                    .containsOnly(0);
            assertThat(read.getInputStream(read.getEntry("small")).readAllBytes())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1980-01-01T00:00:00Z",
        "2026-11-21T11:20:51Z, 2026-11-21T11:20:50Z",
        "2999-01-01T00:00:00Z, 2107-12-31T23:59:58Z"
    })
    void theOldClockShowsTheNearestTimeThatItKnows(Instant time, Instant shown) {
        assertThat(DosTime.of(time)).isEqualTo(DosTime.of(shown));
    }

    @Test
    void aTimeThatTheFieldCannotHoldIsLeftOut() {
        assertThat(ZipRecords.localHeader(new ZipEntry("a", 1, Instant.parse("2040-01-01T00:00:00Z")), 0))
                .hasSize(31);
    }

    private static void writeSparse(Path zip, ZipLayout layout, List<PlacedEntry> entries) throws IOException {
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        DirectoryWriter writer = new DirectoryWriter(layout.directoryOffset(), 0, layout.directoryLength(), directory);
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
            for (PlacedEntry entry : entries) {
                file.seek(entry.headerOffset());
                file.write(ZipRecords.localHeader(entry.entry(), 0));
                writer.add(entry, 0);
            }
            writer.finish();
            file.seek(layout.directoryOffset());
            file.write(directory.toByteArray());
            assertThat(file.length()).isEqualTo(layout.length());
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
