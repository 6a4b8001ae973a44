package dev.longshore.lanes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A content and behind it what MD5 adds to make whole blocks of it: a bit, zeros, and the number of its bits (RFC 1321, 3.1 and 3.2). */
final class PaddedStream extends InputStream {

    private final InputStream content;
    private long count;
    private InputStream rest = InputStream.nullInputStream();
    private boolean isPadding;

    PaddedStream(InputStream content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (isPadding) {
            return rest.read(bytes, offset, length);
        }
        int read = content.read(bytes, offset, length);
        if (read >= 0) {
            count += read;
            return read;
        }
        isPadding = true;
        rest = new ByteArrayInputStream(padding());
        return rest.read(bytes, offset, length);
    }

    private byte[] padding() {
        int bytes = 1 + Long.BYTES;
        bytes += Math.floorMod(-(count + bytes), Md5State.BLOCK_BYTES);
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x80)
                .putLong(bytes - Long.BYTES, count * Byte.SIZE)
                .array();
    }
}
