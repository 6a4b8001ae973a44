package dev.longshore.storage.zip;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a range of an archive's directory while all entries pass in their order; remembers none of them. The range of the
 * whole directory is 0 to {@link ZipLayout#directoryLength()}.
 */
public final class DirectoryWriter {

    private final long directoryOffset;
    private final long from;
    private final long to;
    private final OutputStream out;
    private long position;
    private long entries;

    /**
     * Writes what lies in the range.
     *
     * @param to exclusive, like {@code from} counted from the directory's begin
     */
    public DirectoryWriter(long directoryOffset, long from, long to, OutputStream out) {
        this.directoryOffset = directoryOffset;
        this.from = from;
        this.to = to;
        this.out = out;
    }

    /** Passes over entries that lie before the range; said before the first is added. */
    public void skipTo(long skippedBytes, long skippedEntries) {
        if (skippedBytes > from) {
            throw new IllegalArgumentException("Byte " + from + " of the directory would be skipped");
        }
        position = skippedBytes;
        entries = skippedEntries;
    }

    public void add(PlacedEntry placed, int crc32) throws IOException {
        entries++;
        int length = placed.centralLength();
        if (position + length <= from || position >= to) {
            position += length;
            return;
        }
        write(ZipRecords.centralHeader(placed.entry(), crc32, placed.headerOffset()));
    }

    /** After the last entry: the records at the end. */
    public void finish() throws IOException {
        write(ZipRecords.end(entries, directoryOffset, position));
    }

    private void write(byte[] bytes) throws IOException {
        long begin = Math.max(from, position);
        long end = Math.min(to, position + bytes.length);
        if (begin < end) {
            out.write(bytes, (int) (begin - position), (int) (end - begin));
        }
        position += bytes.length;
    }
}
