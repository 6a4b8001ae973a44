package dev.longshore.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with the JDK's own MD5. */
class Md5LanesTest {

    private static final int FILL = Lane.BLOCKS * Md5State.BLOCK_BYTES;

    @BeforeAll
    static void needsLanes() {
        assumeThat(Md5Lanes.width()).as("lanes of this machine").isGreaterThan(1);
    }

    /** Around the ends of blocks, of fillings, and where the padding takes a block of its own. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                55,
                56,
                57,
                63,
                64,
                65,
                119,
                120,
                1000,
                FILL - 65,
                FILL - 64,
                FILL - 9,
                FILL - 8,
                FILL - 1,
                FILL,
                FILL + 1,
                3 * FILL,
                3 * FILL + 56
            })
    void allOfOneLength(int length) throws Exception {
        assertSummed(IntStream.range(0, Md5Lanes.width())
                .mapToObj(seed -> bytes(length, seed))
                .toList());
    }

    @Test
    void ofAllLengthsAtOnce() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            assertSummed(random.ints(Md5Lanes.width(), 0, 4 * FILL)
                    .mapToObj(length -> bytes(length, length))
                    .toList());
        }
    }

    @Test
    void fewerThanThereAreLanes() throws Exception {
        assertSummed(List.of());
        assertSummed(List.of(bytes(FILL + 5, 1)));
        assertSummed(List.of(bytes(0, 1), bytes(2 * FILL, 2), bytes(70, 3)));
    }

    @Test
    void streamsThatGiveAFewBytesAtATime() throws IOException {
        byte[] content = bytes(2 * FILL + 17, 3);

        List<byte[]> digests = Md5Lanes.digests(List.of(new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 13));
            }
        }));

        assertThat(digests).containsExactly(md5(content));
    }

    @Test
    void aStreamThatFailsFailsAll() {
        InputStream failing = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> Md5Lanes.digests(List.of(new ByteArrayInputStream(bytes(100, 1)), failing)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void moreThanThereAreLanesAreRefused() {
        List<InputStream> many = Stream.generate(InputStream::nullInputStream)
                .limit(Md5Lanes.width() + 1L)
                .toList();

        assertThatThrownBy(() -> Md5Lanes.digests(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewContentsPayLessThanTheirOwnSteps() {
        assertThat(Md5Lanes.pays(1)).isFalse();
        assertThat(Md5Lanes.pays(Md5Lanes.width())).isTrue();
        assertThat(Md5Lanes.pays(Md5Lanes.width() + 1)).isFalse();
    }

    private static void assertSummed(List<byte[]> contents) throws IOException {
        List<byte[]> digests = Md5Lanes.digests(
                contents.stream().map(ByteArrayInputStream::new).toList());

        assertThat(digests.stream().map(HexFormat.of()::formatHex))
                .containsExactlyElementsOf(contents.stream()
                        .map(content -> HexFormat.of().formatHex(md5(content)))
                        .toList());
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
