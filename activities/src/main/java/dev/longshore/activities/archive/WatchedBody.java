package dev.longshore.activities.archive;

import dev.longshore.storage.PartBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/** Says how many bytes are read, and remembers the CRC-32 of the newest pass over them. */
final class WatchedBody implements PartBody {

    private final PartBody body;
    private final LongConsumer read;
    private final CRC32 crc32 = new CRC32();

    WatchedBody(PartBody body, LongConsumer read) {
        this.body = body;
        this.read = read;
    }

    /** Of all bytes, once they were read to their end. */
    int crc32() {
        return (int) crc32.getValue();
    }

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public InputStream open() {
        crc32.reset();
        return new FilterInputStream(body.open()) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                if (next >= 0) {
                    crc32.update(next);
                    read.accept(1);
                }
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count > 0) {
                    crc32.update(bytes, offset, count);
                    read.accept(count);
                }
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                return readNBytes((int) Math.min(count, 64 * 1024)).length;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
