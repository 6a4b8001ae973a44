package dev.longshore.lanes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The sums of all lanes so far, and the words that come next: one array each, that vectors can be loaded from. */
final class Md5State {

    static final int BLOCK_BYTES = 64;

    private static final int BLOCK_WORDS = BLOCK_BYTES / Integer.BYTES;
    private static final int[] BEGINNING = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    /** The words of a lane lie together, and lanes not a power of two apart, which would fight for the same lines of a cache. */
    private static final int STRIDE = Lane.BLOCKS * BLOCK_WORDS + BLOCK_WORDS;

    private final int width;
    private final int[] sums;
    private final int[] words;
    private final int[] firstWords;

    Md5State(int width) {
        this.width = width;
        sums = new int[BEGINNING.length * width];
        for (int i = 0; i < BEGINNING.length; i++) {
            Arrays.fill(sums, i * width, (i + 1) * width, BEGINNING[i]);
        }
        words = new int[STRIDE * width];
        firstWords = IntStream.range(0, width).map(this::wordsAt).toArray();
    }

    /** The first word of the sum of each lane, then the second of each, and so on. */
    int[] sums() {
        return sums;
    }

    int[] words() {
        return words;
    }

    int wordsAt(int lane) {
        return lane * STRIDE;
    }

    /** Where the words of each lane begin. */
    int[] firstWords() {
        return firstWords;
    }

    /** Of what a lane has had so far. */
    byte[] digest(int lane) {
        ByteBuffer bytes =
                ByteBuffer.allocate(sums.length / width * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = lane; at < sums.length; at += width) {
            bytes.putInt(sums[at]);
        }
        return bytes.array();
    }
}
