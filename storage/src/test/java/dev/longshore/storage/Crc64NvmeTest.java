package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc64NvmeTest {

    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    /** The check value of the catalogue of CRCs, and the test vector of the NVM Express specification. */
    @Test
    void isTheSumOfTheSpecification() {
        assertThat(sumOf("123456789".getBytes(US_ASCII))).isEqualTo(0xAE8B14860A799888L);
        assertThat(sumOf(new byte[4096])).isEqualTo(0x6482D367EB22B64EL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 1000, 65_537})
    void isTheSumThatBitsGive(int size) {
        byte[] content = UploadContract.bytes(size, size);

        assertThat(sumOf(content)).isEqualTo(bitwise(content));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 500, 999, 1000})
    void goesOnWhereItStopped(int first) {
        byte[] content = UploadContract.bytes(1000, 1);
        Crc64Nvme sum = new Crc64Nvme();
        sum.update(new byte[] {1}, 0, 1);
        sum.reset();

        sum.update(content, 0, first);
        sum.update(content, first, 1000 - first);

        assertThat(sum.getValue()).isEqualTo(sumOf(content));
    }

    private static long sumOf(byte[] content) {
        Crc64Nvme sum = new Crc64Nvme();
        sum.update(content, 0, content.length);
        return sum.getValue();
    }

    private static long bitwise(byte[] content) {
        long crc = ~0L;
        for (byte each : content) {
            crc ^= each & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
            }
        }
        return ~crc;
    }
}
