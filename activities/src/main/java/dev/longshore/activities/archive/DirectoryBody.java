package dev.longshore.activities.archive;

import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.DirectoryWriter;
import dev.longshore.storage.zip.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** A piece of the directory, made anew whenever it is read, for that of a large archive does not fit into memory. */
record DirectoryBody(ArchiveDirectory directory, Segment.Directory piece, Map<Long, Integer> fresh)
        implements PartBody {

    @Override
    public long length() {
        return piece.length();
    }

    @Override
    public InputStream open() {
        return new Entries(this);
    }

    byte[] bytes() {
        try (InputStream in = open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the bytes of a page of entries. */
    private static final class Entries extends InputStream {

        private final DirectoryBody body;
        private final ByteArrayOutputStream page = new ByteArrayOutputStream();
        private final DirectoryWriter writer;
        private byte[] bytes = new byte[0];
        private int read;
        private long last = -1;

        Entries(DirectoryBody body) {
            this.body = body;
            this.writer =
                    body.directory().writer(body.piece().from(), body.piece().to(), page);
        }

        @Override
        public int read() {
            return fill() ? bytes[read++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - read);
            System.arraycopy(bytes, read, target, offset, count);
            read += count;
            return count;
        }

        private boolean fill() {
            while (read == bytes.length && last >= -1) {
                last = body.directory().writeSome(writer, last, body.fresh());
                bytes = page.toByteArray();
                page.reset();
                read = 0;
            }
            return read < bytes.length;
        }
    }
}
