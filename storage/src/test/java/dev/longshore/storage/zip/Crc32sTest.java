package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc32sTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void combinesAsIfTheBytesWereOnePiece(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(100_000)];
        random.nextBytes(bytes);
        int cut = random.nextInt(bytes.length + 1);

        int first = crc32(Arrays.copyOfRange(bytes, 0, cut));
        int second = crc32(Arrays.copyOfRange(bytes, cut, bytes.length));

        assertThat(Crc32s.combine(first, second, bytes.length - cut)).isEqualTo(crc32(bytes));
    }

    @Test
    void combinesWithNothing() {
        assertThat(Crc32s.combine(5, 0, 0)).isEqualTo(5);
        assertThat(Crc32s.combine(0, 5, 17)).isEqualTo(5);
    }

    @Test
    void combinesManyGibibytes() {
        byte[] zeros = new byte[1024];
        int sum = crc32(zeros);
        long length = zeros.length;
        for (int doubling = 0; doubling < 30; doubling++) {
            sum = Crc32s.combine(sum, sum, length);
            length *= 2;
        }

        int halves = Crc32s.combine(half(39), half(39), 1L << 39);
        assertThat(sum).isEqualTo(halves);
    }

    /** Of so many zeros, in steps of other lengths. */
    private static int half(int powerOfTwo) {
        long length = 1L << powerOfTwo;
        int sum = crc32(new byte[1]);
        for (long done = 1; done < length; done *= 2) {
            sum = Crc32s.combine(sum, sum, done);
        }
        return sum;
    }

    private static int crc32(byte[] bytes) {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes);
        return (int) crc32.getValue();
    }
}
