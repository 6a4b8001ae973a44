package dev.longshore.storage.zip;

/**
 * Bytes of an archive that become one part.
 *
 * @param to exclusive
 * @param copiedTo up to here they are copied inside the store, behind it sent
 * @param first the ordinal of the first entry in it; -1 if there is none
 */
record Stretch(PartKind kind, long from, long to, long copiedTo, long first, long last) {

    static final long NONE = -1;

    /** Read and sent. */
    static Stretch built(PartKind kind, long from, long to, long ordinal) {
        return new Stretch(kind, from, to, from, ordinal, ordinal);
    }

    static Stretch copied(long from, long to, long ordinal) {
        return new Stretch(PartKind.COPY, from, to, to, ordinal, ordinal);
    }

    long length() {
        return to - from;
    }

    boolean isCopy() {
        return kind == PartKind.COPY;
    }

    boolean isBuiltHere() {
        return copiedTo == from;
    }

    /** With what is behind it, to be sent like itself. */
    Stretch with(Stretch next) {
        long lastOrdinal = next.last == NONE ? last : next.last;
        long firstOrdinal = first == NONE ? next.first : first;
        return new Stretch(kind.with(next.kind), from, next.to, from, firstOrdinal, lastOrdinal);
    }

    /** The copy up to here. */
    Stretch before(long end) {
        return copied(from, end, first);
    }

    /** The copy from here on, and behind it bytes to be sent. */
    Stretch gluedFrom(long begin, Stretch next) {
        return new Stretch(PartKind.GLUED, begin, next.to, to, first, next.last);
    }
}
