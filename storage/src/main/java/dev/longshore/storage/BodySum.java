package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Checksums of a part's bytes; the MD5 in hex. */
record BodySum(long size, String md5, int crc32) {

    private static final int BUFFER = 128 * 1024;

    static BodySum of(Digests digests) {
        return new BodySum(digests.count(), digests.md5(), digests.crc32());
    }

    static BodySum read(PartBody body, LongConsumer moved) {
        return body instanceof SummedBody near
                ? near.sum(moved).orElseGet(() -> readAlone(body, moved))
                : readAlone(body, moved);
    }

    private static BodySum readAlone(PartBody body, LongConsumer moved) {
        Digests digests = new Digests();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = body.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digests.add(buffer, 0, count);
                moved.accept(count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(digests);
    }

    /** Whether the store holds these bytes: its ETag is their MD5, or, where it encrypts, its CRC32 is theirs. */
    boolean isOf(String etag, @Nullable Integer storedCrc32) {
        return ETags.unquoted(etag).equals(md5) || (storedCrc32 != null && storedCrc32 == crc32);
    }
}
