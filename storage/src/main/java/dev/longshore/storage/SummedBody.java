package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A range of a source that is near, so that it is read once more to know its sums before it is sent. */
final class SummedBody implements PartBody {

    private static final int BUFFER = 256 * 1024;

    private final Source source;
    private final long offset;
    private final long length;
    private @Nullable SummedTogether together;
    private @Nullable Integer crc32;

    SummedBody(Source source, long offset, long length) {
        this.source = source;
        this.offset = offset;
        this.length = length;
    }

    /** To be summed with its neighbours. */
    void join(SummedTogether neighbours) {
        together = neighbours;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return source.open(offset, length);
    }

    /** Read at the first call, with all neighbours; empty if each is summed faster while it is sent. */
    Optional<BodySum> sum(LongConsumer moved) {
        return Optional.ofNullable(together).map(neighbours -> neighbours.sumOf(this, moved));
    }

    /** Read at the first call. */
    synchronized int crc32() {
        Integer known = crc32;
        if (known == null) {
            known = read();
            crc32 = known;
        }
        return known;
    }

    private int read() {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return (int) sum.getValue();
    }
}
