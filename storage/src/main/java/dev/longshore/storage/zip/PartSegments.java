package dev.longshore.storage.zip;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a range of an archive, in order and without a gap. Takes one entry at a time from those that touch the
 * range; entries before and behind it do no harm.
 */
public final class PartSegments implements Iterator<Segment> {

    private final long to;
    private final long directoryOffset;
    private final Iterator<PlacedEntry> entries;
    private long position;

    private @Nullable PlacedEntry current;

    /**
     * Cuts the range into segments.
     *
     * @param to exclusive
     * @param entries in the archive's order
     */
    public PartSegments(long from, long to, Iterator<PlacedEntry> entries, long directoryOffset) {
        this.position = from;
        this.to = to;
        this.entries = entries;
        this.directoryOffset = directoryOffset;
    }

    @Override
    public boolean hasNext() {
        return position < to;
    }

    /**
     * The bytes that follow those of the segment before.
     *
     * @throws IllegalStateException if the entries leave a gap
     */
    @Override
    public Segment next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Segment next = position < directoryOffset ? ofAnEntry() : ofTheDirectory();
        position += next.length();
        return next;
    }

    private Segment ofTheDirectory() {
        return new Segment.Directory(position - directoryOffset, to - directoryOffset);
    }

    private Segment ofAnEntry() {
        PlacedEntry entry = entryAtPosition();
        if (position < entry.dataOffset()) {
            int from = (int) (position - entry.headerOffset());
            return new Segment.Header(entry, from, (int) Math.min(entry.headerLength(), to - entry.headerOffset()));
        }
        return new Segment.Data(entry, position - entry.dataOffset(), Math.min(to, entry.end()) - position);
    }

    private PlacedEntry entryAtPosition() {
        PlacedEntry entry = current;
        while (entry == null || entry.end() <= position) {
            if (!entries.hasNext()) {
                throw new IllegalStateException("No entry is at byte " + position);
            }
            entry = entries.next();
        }
        if (entry.headerOffset() > position) {
            throw new IllegalStateException(
                    "No entry is at byte " + position + "; the next one begins at " + entry.headerOffset());
        }
        current = entry;
        return entry;
    }
}
