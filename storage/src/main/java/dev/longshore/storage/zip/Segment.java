package dev.longshore.storage.zip;

/** A run of bytes of one origin within a part. */
public sealed interface Segment {

    long length();

    /** Bytes of an entry's local header. */
    record Header(PlacedEntry entry, int from, int to) implements Segment {
        @Override
        public long length() {
            return (long) to - from;
        }
    }

    /** Bytes of an entry's data. */
    record Data(PlacedEntry entry, long offset, long length) implements Segment {}

    /** Bytes of the directory, counted from its begin. */
    record Directory(long from, long to) implements Segment {
        @Override
        public long length() {
            return to - from;
        }
    }
}
