package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A body whose bytes are counted while the SDK reads it, from the begin for each attempt, and summed unless they stay in
 * memory or their sums are known ahead. Remembers why it failed itself, for the SDK takes that for a failure of the
 * connection and would try again.
 */
final class MeasuredBody implements ContentStreamProvider, AutoCloseable {

    private static final int STEP = 256 * 1024;

    private final PartBody body;
    private final LongConsumer moved;
    private final Optional<BodySum> ahead;
    private Digests digests = new Digests();
    private InputStream current = InputStream.nullInputStream();
    private volatile @Nullable RuntimeException failure;

    MeasuredBody(PartBody body, LongConsumer moved) {
        this.body = body;
        this.moved = moved;
        this.ahead = body instanceof SummedBody near ? near.sum(moved) : Optional.empty();
    }

    @Override
    public InputStream newStream() {
        if (failure != null) {
            throw failure;
        }
        close();
        digests = new Digests();
        current = guarded(body::open);
        return new BlockStream(new MeasuredBlocks(current, digests));
    }

    /** Of the attempt made last; of bytes in memory it is made when asked for. */
    BodySum sum() {
        return ahead.orElseGet(() -> isInMemory() ? BodySum.read(body, read -> {}) : BodySum.of(digests));
    }

    /** Of a body whose sums are known before it is sent. */
    Optional<Integer> crc32Ahead() {
        return ahead.map(BodySum::crc32);
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        try {
            current.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isInMemory() {
        return body instanceof BytesBody;
    }

    private <T> T guarded(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SocketTimeoutException e) {
            throw remembered(new UncheckedIOException(e));
        } catch (AbortedException | InterruptedIOException deadline) {
            throw AbortedException.create("Interrupted while reading", deadline);
        } catch (IOException e) {
            throw remembered(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            throw remembered(e);
        }
    }

    private RuntimeException remembered(RuntimeException reason) {
        failure = reason;
        return reason;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private final class MeasuredBlocks implements Blocks {

        private final InputStream in;
        private final Digests passed;
        private long count;

        MeasuredBlocks(InputStream in, Digests passed) {
            this.in = in;
            this.passed = passed;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return guarded(() -> {
                int read = in.read(bytes, offset, Math.min(length, STEP));
                note(bytes, offset, read);
                return read;
            });
        }

        private void note(byte[] bytes, int offset, int read) {
            if (read > 0) {
                count += read;
                if (ahead.isEmpty() && !isInMemory()) {
                    passed.add(bytes, offset, read);
                }
                moved.accept(read);
            }
            if (read < 0 && count != body.length()) {
                throw new IllegalStateException("A part of " + body.length() + " bytes gave only " + count);
            }
        }
    }
}
