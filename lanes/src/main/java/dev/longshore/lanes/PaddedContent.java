package dev.longshore.lanes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A content and behind it what MD5 adds to make whole blocks of it: a bit, zeros, and the number of its bits (RFC 1321, 3.1 and 3.2). */
final class PaddedContent {

    private final InputStream content;
    private long count;
    private @Nullable ByteBuffer padding;

    PaddedContent(InputStream content) {
        this.content = content;
    }

    /** Answers how many bytes were left, if they do not fill it; whole blocks, if it holds such. */
    int fill(byte[] bytes) throws IOException {
        int read = read(bytes);
        count += read;
        if (read == bytes.length) {
            return read;
        }
        if (padding == null) {
            padding = padding();
        }
        int added = Math.min(padding.remaining(), bytes.length - read);
        padding.get(bytes, read, added);
        return read + added;
    }

    /** Not by the stream's own {@code readNBytes}, which is one read only where a {@code ByteArrayInputStream} is extended. */
    private int read(byte[] bytes) throws IOException {
        int read = 0;
        while (read < bytes.length) {
            int more = content.read(bytes, read, bytes.length - read);
            if (more < 0) {
                return read;
            }
            read += more;
        }
        return read;
    }

    private ByteBuffer padding() {
        int bytes = 1 + Long.BYTES;
        bytes += Math.floorMod(-(count + bytes), Md5State.BLOCK_BYTES);
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) 0x80)
                .putLong(bytes - Long.BYTES, count * Byte.SIZE);
    }
}
