package dev.longshore.lanes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One content on its way through a lane, a fixed number of blocks at a time but for the last. */
final class Lane {

    static final int BLOCKS = 512;

    private final PaddedContent content;
    private final Md5State state;
    private final int number;
    private final byte[] bytes = new byte[BLOCKS * Md5State.BLOCK_BYTES];
    private final IntBuffer words =
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    private int blocks;
    private boolean isLast;
    private byte @Nullable [] digest;

    Lane(InputStream content, Md5State state, int number) {
        this.content = new PaddedContent(content);
        this.state = state;
        this.number = number;
    }

    /** With the next of its bytes. */
    void fill() throws IOException {
        if (hasEnded()) {
            return;
        }
        int count = content.fill(bytes);
        isLast = count < bytes.length;
        blocks = count / Md5State.BLOCK_BYTES;
        words.get(0, state.words(), state.wordsAt(number), count / Integer.BYTES);
    }

    /** How many blocks it was filled with. */
    int blocks() {
        return blocks;
    }

    /** Takes what the sum is after so many blocks, if they are its last. */
    void endAt(int done) {
        if (isLast && blocks == done && digest == null) {
            digest = state.digest(number);
        }
    }

    boolean hasEnded() {
        return digest != null;
    }

    byte[] digest() {
        return Objects.requireNonNull(digest);
    }
}
