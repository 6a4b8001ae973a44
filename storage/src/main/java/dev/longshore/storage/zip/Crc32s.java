package dev.longshore.storage.zip;

/** Sums with CRC-32 checksums, as zlib's {@code crc32_combine} does them. */
public final class Crc32s {

    private static final int POLYNOMIAL = 0xEDB8_8320;

    private Crc32s() {}

    /** The checksum of bytes and then others, from the checksums of both. */
    public static int combine(int first, int second, long secondLength) {
        int[] shift = oneZeroBit();
        shift = squared(squared(squared(shift))); // one zero byte
        int shifted = first;
        for (long rest = secondLength; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                shifted = times(shift, shifted);
            }
            shift = squared(shift);
        }
        return shifted ^ second;
    }

    private static int[] oneZeroBit() {
        int[] matrix = new int[Integer.SIZE];
        matrix[0] = POLYNOMIAL;
        for (int bit = 1; bit < Integer.SIZE; bit++) {
            matrix[bit] = 1 << (bit - 1);
        }
        return matrix;
    }

    private static int[] squared(int[] matrix) {
        int[] square = new int[Integer.SIZE];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            square[bit] = times(matrix, matrix[bit]);
        }
        return square;
    }

    private static int times(int[] matrix, int vector) {
        int sum = 0;
        for (int bits = vector, row = 0; bits != 0; bits >>>= 1, row++) {
            sum ^= (bits & 1) != 0 ? matrix[row] : 0;
        }
        return sum;
    }
}
