package dev.longshore.activities.archive;

import dev.longshore.storage.Source;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Deflates one source after the other: the head of it first, and the rest only if the head gets smaller. What is not too
 * large is in memory meanwhile; the rest comes in a stream.
 */
final class FileDeflater implements AutoCloseable {

    static final int SAMPLE = 64 * 1024;

    /** The largest that is in memory as a whole. */
    static final int WHOLE = 4 * 1024 * 1024;

    private static final int STEP = 128 * 1024;

    /** Takes the first so many bytes. */
    interface Sink {
        void write(byte[] bytes, int length);
    }

    /**
     * A source that is in a sink now.
     *
     * @param size of its deflated bytes
     * @param crc32 of the source
     */
    record Deflated(long size, int crc32) {}

    private final WholeDeflater whole;
    private final LongConsumer read;
    private byte[] plain = new byte[SAMPLE];
    private byte[] room = new byte[SAMPLE];

    /** @param read is told the bytes of sources in small steps; what it throws ends all */
    FileDeflater(WholeDeflater whole, LongConsumer read) {
        this.whole = whole;
        this.read = read;
    }

    /** Empty if it is to be stored; something may have been written all the same, which nobody needs. */
    Optional<Deflated> deflate(Source source, Sink sink) {
        int sample = (int) Math.min(source.size(), SAMPLE);
        read(source, 0, sample);
        int deflated = whole.deflate(plain, sample, room);
        if (!Compressible.isGain(deflated, sample)) {
            return Optional.empty();
        }
        if (source.size() > WHOLE) {
            return streamed(source, sink);
        }
        if (source.size() == sample) {
            return written(sample, deflated, sink);
        }
        int size = Math.toIntExact(source.size());
        makeRoomFor(size);
        read(source, sample, size);
        return written(size, whole.deflate(plain, size, room), sink);
    }

    @Override
    public void close() {
        whole.close();
    }

    private Optional<Deflated> written(int size, int deflated, Sink sink) {
        if (!Compressible.isGain(deflated, size)) {
            return Optional.empty();
        }
        CRC32 crc32 = new CRC32();
        crc32.update(plain, 0, size);
        sink.write(room, deflated);
        return Optional.of(new Deflated(deflated, (int) crc32.getValue()));
    }

    private Optional<Deflated> streamed(Source source, Sink sink) {
        Deflater deflater = Deflaters.streaming();
        CRC32 crc32 = new CRC32();
        try (InputStream in = source.open(SAMPLE, source.size() - SAMPLE)) {
            crc32.update(plain, 0, SAMPLE);
            deflater.setInput(plain, 0, SAMPLE);
            byte[] step = new byte[STEP];
            long passed = SAMPLE;
            long deflated = drained(deflater, sink);
            for (int count = in.read(step); count >= 0; count = in.read(step)) {
                read.accept(count);
                crc32.update(step, 0, count);
                deflater.setInput(step, 0, count);
                deflated += drained(deflater, sink);
                passed += count;
            }
            requireAll(passed, source.size());
            deflater.finish();
            deflated += drained(deflater, sink);
            return Compressible.isGain(deflated, passed)
                    ? Optional.of(new Deflated(deflated, (int) crc32.getValue()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }

    private long drained(Deflater deflater, Sink sink) {
        long deflated = 0;
        for (int count = deflater.deflate(room); count > 0; count = deflater.deflate(room)) {
            sink.write(room, count);
            deflated += count;
        }
        return deflated;
    }

    private void read(Source source, int from, int to) {
        try (InputStream in = source.open(from, to - from)) {
            int reached = from;
            int count = 0;
            while (reached < to && count >= 0) {
                count = in.read(plain, reached, Math.min(to - reached, STEP));
                read.accept(Math.max(0, count));
                reached += Math.max(0, count);
            }
            requireAll(reached, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireAll(long read, long size) throws EOFException {
        if (read != size) {
            throw new EOFException("a source of " + size + " bytes ended after " + read);
        }
    }

    private void makeRoomFor(int size) {
        if (plain.length < size) {
            byte[] sample = plain;
            plain = new byte[size];
            System.arraycopy(sample, 0, plain, 0, SAMPLE);
            room = new byte[size];
        }
    }
}
