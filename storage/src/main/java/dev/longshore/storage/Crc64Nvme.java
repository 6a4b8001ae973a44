package dev.longshore.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * The CRC that S3 calls CRC64NVME: polynomial AD93D23594C93659, bits reversed, begun and ended with all ones (NVM Express Command
 * Set, end-to-end protection). It is by which S3 knows objects that came without a checksum. Eight bytes at a time, by tables.
 */
final class Crc64Nvme implements Checksum {

    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final int BYTES = Long.BYTES;
    private static final int VALUES = 256;
    private static final long[][] TABLES = tables();

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long inverted = ~0L;

    @Override
    public void update(int value) {
        inverted = TABLES[0][(int) (inverted ^ value) & 0xFF] ^ inverted >>> 8;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        for (; end - at >= BYTES; at += BYTES) {
            inverted = eight(inverted ^ (long) LITTLE_ENDIAN.get(bytes, at));
        }
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~inverted;
    }

    @Override
    public void reset() {
        inverted = ~0L;
    }

    private static long eight(long word) {
        return TABLES[7][(int) word & 0xFF]
                ^ TABLES[6][(int) (word >>> 8) & 0xFF]
                ^ TABLES[5][(int) (word >>> 16) & 0xFF]
                ^ TABLES[4][(int) (word >>> 24) & 0xFF]
                ^ TABLES[3][(int) (word >>> 32) & 0xFF]
                ^ TABLES[2][(int) (word >>> 40) & 0xFF]
                ^ TABLES[1][(int) (word >>> 48) & 0xFF]
                ^ TABLES[0][(int) (word >>> 56)];
    }

    /** Of each byte, with as many bytes of zero behind it as the table's number says. */
    private static long[][] tables() {
        long[][] tables = new long[BYTES][VALUES];
        for (int value = 0; value < VALUES; value++) {
            long crc = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            tables[0][value] = crc;
        }
        for (int zeros = 1; zeros < BYTES; zeros++) {
            for (int value = 0; value < VALUES; value++) {
                long before = tables[zeros - 1][value];
                tables[zeros][value] = tables[0][(int) before & 0xFF] ^ before >>> 8;
            }
        }
        return tables;
    }
}
