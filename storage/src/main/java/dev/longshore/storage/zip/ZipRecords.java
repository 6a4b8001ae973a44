package dev.longshore.storage.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/**
 * The records of a zip archive, byte by byte: entries stored or deflated, sizes and CRC in the local header (no data
 * descriptors), zip64 only where a number does not fit.
 */
public final class ZipRecords {

    private static final long CAP_32 = 0xFFFF_FFFFL;
    private static final int CAP_16 = 0xFFFF;

    private static final int LOCAL = 0x0403_4B50;
    private static final int CENTRAL = 0x0201_4B50;
    private static final int END = 0x0605_4B50;
    private static final int ZIP64_END = 0x0606_4B50;
    private static final int ZIP64_LOCATOR = 0x0706_4B50;

    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_END_LENGTH = 56;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int EXTRA_HEADER_LENGTH = 4;
    private static final int TIME_LENGTH = 5;

    private static final short PLAIN = 20;
    private static final short ZIP64 = 45;
    private static final short MADE_ON_UNIX = 3 << 8;
    private static final short UTF_8_NAME = 0x0800;
    private static final short STORED = 0;
    private static final short DEFLATED = 8;
    private static final short ZIP64_EXTRA = 1;
    private static final short TIME_EXTRA = 0x5455;
    private static final byte TIME_OF_CHANGE = 1;
    private static final int REGULAR_FILE_0644 = 0100644 << 16;
    /** The lower half is what the system of 1981 calls a folder. */
    private static final int FOLDER_0755 = 040755 << 16 | 0x10;

    private ZipRecords() {}

    public static int localHeaderLength(ZipEntry entry) {
        return LOCAL_LENGTH + name(entry).length + extraLength(localZip64(entry), entry);
    }

    public static byte[] localHeader(ZipEntry entry, int crc32) {
        long[] zip64 = localZip64(entry);
        byte[] record = new byte[localHeaderLength(entry)];
        ByteBuffer header = littleEndian(record);
        header.putInt(LOCAL).putShort(zip64.length > 0 ? ZIP64 : PLAIN);
        putWhatBothHeadersSay(header, entry, crc32, zip64.length > 0);
        header.putShort((short) extraLength(zip64, entry)).put(name(entry));
        putExtra(header, zip64, entry);
        return record;
    }

    public static int centralHeaderLength(ZipEntry entry, long headerOffset) {
        return CENTRAL_LENGTH + name(entry).length + extraLength(centralZip64(entry, headerOffset), entry);
    }

    public static byte[] centralHeader(ZipEntry entry, int crc32, long headerOffset) {
        long[] zip64 = centralZip64(entry, headerOffset);
        short version = zip64.length > 0 ? ZIP64 : PLAIN;
        byte[] record = new byte[centralHeaderLength(entry, headerOffset)];
        ByteBuffer header = littleEndian(record);
        header.putInt(CENTRAL).putShort((short) (MADE_ON_UNIX | version)).putShort(version);
        putWhatBothHeadersSay(header, entry, crc32, false);
        header.putShort((short) extraLength(zip64, entry))
                .putShort((short) 0) // comment
                .putShort((short) 0) // disk
                .putShort((short) 0) // internal attributes
                .putInt(entry.isFolder() ? FOLDER_0755 : REGULAR_FILE_0644)
                .putInt(capped32(headerOffset))
                .put(name(entry));
        putExtra(header, zip64, entry);
        return record;
    }

    static int endLength(long entries, long directoryOffset, long directorySize) {
        return END_LENGTH
                + (endNeedsZip64(entries, directoryOffset, directorySize)
                        ? ZIP64_END_LENGTH + ZIP64_LOCATOR_LENGTH
                        : 0);
    }

    /**
     * The records behind the last central header.
     *
     * @param directorySize of the central headers alone
     */
    public static byte[] end(long entries, long directoryOffset, long directorySize) {
        byte[] record = new byte[endLength(entries, directoryOffset, directorySize)];
        ByteBuffer end = littleEndian(record);
        if (endNeedsZip64(entries, directoryOffset, directorySize)) {
            putZip64End(end, entries, directoryOffset, directorySize);
        }
        short cappedEntries = (short) Math.min(entries, CAP_16);
        end.putInt(END)
                .putShort((short) 0) // this disk
                .putShort((short) 0) // the directory's disk
                .putShort(cappedEntries)
                .putShort(cappedEntries)
                .putInt(capped32(directorySize))
                .putInt(capped32(directoryOffset))
                .putShort((short) 0); // comment
        return record;
    }

    private static void putZip64End(ByteBuffer end, long entries, long directoryOffset, long directorySize) {
        end.putInt(ZIP64_END)
                .putLong(ZIP64_END_LENGTH - 12) // without signature and this number
                .putShort((short) (MADE_ON_UNIX | ZIP64))
                .putShort(ZIP64)
                .putInt(0) // this disk
                .putInt(0) // the directory's disk
                .putLong(entries)
                .putLong(entries)
                .putLong(directorySize)
                .putLong(directoryOffset);
        end.putInt(ZIP64_LOCATOR)
                .putInt(0) // the end record's disk
                .putLong(directoryOffset + directorySize)
                .putInt(1); // disks
    }

    private static void putWhatBothHeadersSay(ByteBuffer header, ZipEntry entry, int crc32, boolean sizesInZip64) {
        header.putShort(UTF_8_NAME)
                .putShort(entry.isDeflated() ? DEFLATED : STORED)
                .putInt(DosTime.of(entry.modified()))
                .putInt(crc32)
                .putInt(sizesInZip64 ? (int) CAP_32 : capped32(entry.dataLength()))
                .putInt(sizesInZip64 ? (int) CAP_32 : capped32(entry.size()))
                .putShort((short) name(entry).length);
    }

    private static void putExtra(ByteBuffer header, long[] zip64, ZipEntry entry) {
        if (zip64.length > 0) {
            header.putShort(ZIP64_EXTRA).putShort((short) (zip64.length * Long.BYTES));
            LongStream.of(zip64).forEach(header::putLong);
        }
        if (hasTime(entry)) {
            header.putShort(TIME_EXTRA).putShort((short) TIME_LENGTH);
            header.put(TIME_OF_CHANGE).putInt((int) entry.modified().getEpochSecond());
        }
    }

    private static int extraLength(long[] zip64, ZipEntry entry) {
        return (zip64.length > 0 ? EXTRA_HEADER_LENGTH + zip64.length * Long.BYTES : 0)
                + (hasTime(entry) ? EXTRA_HEADER_LENGTH + TIME_LENGTH : 0);
    }

    /** Both sizes or none, as the format wants it here. */
    private static long[] localZip64(ZipEntry entry) {
        return Math.max(entry.size(), entry.dataLength()) >= CAP_32
                ? new long[] {entry.size(), entry.dataLength()}
                : new long[0];
    }

    /** Only what does not fit, in this order. */
    private static long[] centralZip64(ZipEntry entry, long headerOffset) {
        return LongStream.of(entry.size(), entry.dataLength(), headerOffset)
                .filter(number -> number >= CAP_32)
                .toArray();
    }

    private static boolean endNeedsZip64(long entries, long directoryOffset, long directorySize) {
        return entries >= CAP_16 || directoryOffset >= CAP_32 || directorySize >= CAP_32;
    }

    /** The field is signed and ends in 2038; later times have the DOS time alone. */
    private static boolean hasTime(ZipEntry entry) {
        long seconds = entry.modified().getEpochSecond();
        return seconds == (int) seconds;
    }

    private static int capped32(long number) {
        return (int) Math.min(number, CAP_32);
    }

    private static byte[] name(ZipEntry entry) {
        return entry.name().getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
