package dev.longshore.activities.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Lets through what lies in a range of the bytes that pass. */
final class Window {

    private final long from;
    private final long to;
    private final OutputStream out;
    private long position;

    /**
     * Begins at byte 0 of what passes.
     *
     * @param to exclusive
     */
    Window(long from, long to, OutputStream out) {
        this.from = from;
        this.to = to;
        this.out = out;
    }

    void pass(byte[] bytes) {
        long begin = Math.max(from, position);
        long end = Math.min(to, position + bytes.length);
        if (begin < end) {
            write(bytes, (int) (begin - position), (int) (end - begin));
        }
        position += bytes.length;
    }

    /** Passes over bytes that lie before the range. */
    void skipTo(long reached) {
        position = reached;
    }

    private void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
