package dev.longshore.storage;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of one part. */
public interface PartBody {

    long length();

    /** Called again for each new attempt; the bytes must be the same each time. */
    InputStream open();

    static PartBody of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** The first so many of the bytes, which must stay as they are. */
    static PartBody of(byte[] bytes, int length) {
        return new BytesBody(bytes, length);
    }

    static PartBody of(Source source, long offset, long length) {
        return new PartBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return source.open(offset, length);
            }
        };
    }

    /**
     * Of a source that is near: it is read once more before it is sent, so that a store which compares checksums is told that
     * of the part ahead of its bytes, which takes far less than to send it behind them.
     */
    static PartBody summed(Source source, long offset, long length) {
        return new SummedBody(source, offset, length);
    }

    /**
     * As above, each part of a source. Where this Java sums several contents at once, all sums of a part are known ahead,
     * with those of its neighbours.
     */
    static List<PartBody> summed(Source source, long partSize) {
        List<SummedBody> parts = new ArrayList<>();
        for (long at = 0; at < source.size(); at += partSize) {
            parts.add(new SummedBody(source, at, Math.min(partSize, source.size() - at)));
        }
        SummedTogether.join(parts);
        return List.copyOf(parts);
    }

    /** One body after the other, each opened when the one before it is read. */
    static PartBody joined(List<PartBody> bodies) {
        return bodies.size() == 1 ? bodies.get(0) : new JoinedBody(List.copyOf(bodies));
    }
}
