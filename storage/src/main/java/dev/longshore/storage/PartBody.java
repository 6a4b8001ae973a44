package dev.longshore.storage;

import java.io.InputStream;
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

    /** One body after the other, each opened when the one before it is read. */
    static PartBody joined(List<PartBody> bodies) {
        return bodies.size() == 1 ? bodies.get(0) : new JoinedBody(List.copyOf(bodies));
    }
}
