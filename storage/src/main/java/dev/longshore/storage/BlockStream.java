package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;

/** A stream of blocks; a byte alone is a block of one. */
public final class BlockStream extends InputStream {

    private final Blocks blocks;

    public BlockStream(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return blocks.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
