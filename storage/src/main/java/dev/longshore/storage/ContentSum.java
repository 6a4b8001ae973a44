package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Sums of a whole content.
 *
 * @param md5 in hex
 */
public record ContentSum(long size, String md5, int crc32) {

    private static final int BUFFER = 256 * 1024;

    /** Of all bytes of the stream, which the caller closes. */
    public static ContentSum of(InputStream in, LongConsumer moved) throws IOException {
        Builder sum = builder();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sum.add(buffer, count);
            moved.accept(count);
        }
        return sum.build();
    }

    public static ContentSum of(byte[] content) {
        Builder sum = builder();
        sum.add(content, content.length);
        return sum.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Takes the bytes in their order. */
    public static final class Builder {

        private final Digests digests = new Digests();

        private Builder() {}

        /** The first so many of them. */
        public void add(byte[] bytes, int length) {
            digests.add(bytes, 0, length);
        }

        /** Once, behind the last byte. */
        public ContentSum build() {
            return new ContentSum(digests.count(), digests.md5(), digests.crc32());
        }
    }
}
