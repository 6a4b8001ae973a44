package dev.longshore.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/**
 * A content whose sums are known and that can be read again, for a sum that nobody could know of at first.
 *
 * @param moved is told the bytes that are read again
 */
public record ReadContent(ContentSum sum, Opening again, LongConsumer moved) {

    /** Opens the content from its beginning. */
    public interface Opening {

        InputStream open() throws IOException;
    }

    /** Of what is in memory. */
    public static ReadContent of(byte[] content) {
        return new ReadContent(ContentSum.of(content), () -> new ByteArrayInputStream(content), read -> {});
    }

    /** Reads all of a source. */
    public static ReadContent of(Source source, LongConsumer moved) {
        try {
            return of(() -> source.open(0, source.size()), moved);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads all of it. */
    public static ReadContent of(Opening content, LongConsumer moved) throws IOException {
        try (InputStream in = content.open()) {
            return new ReadContent(ContentSum.of(in, moved), content, moved);
        }
    }
}
